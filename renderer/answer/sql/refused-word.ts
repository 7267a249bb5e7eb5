import type { FailureFacts } from '../../../shared/model/failure.ts'

/** Where in a text the guard found what it refuses: the offset it gives, otherwise the first place where its word stands; null when it tells neither. */
export function refusedWord(text: string, { detail }: FailureFacts): { from: number; to: number } | null {
  const word = typeof detail?.word === 'string' ? detail.word.replace(/…$/, '') : ''
  const at = typeof detail?.at === 'number' ? detail.at : word === '' ? -1 : text.toLowerCase().indexOf(word.toLowerCase())
  if (at < 0 || at >= text.length) return null
  return { from: at, to: Math.min(text.length, at + Math.max(1, word.length)) }
}
