import * as z from 'zod'
import type { FailureFacts } from '../../shared/model/failure.ts'

const Detail = z.object({ words: z.array(z.object({ text: z.string(), start: z.int(), end: z.int(), nearest: z.array(z.string()) })).min(1) })
export type UnknownWord = z.infer<typeof Detail>['words'][number]

/** The first word that was not understood, and what is nearest to it; null when the failure names none. */
export function unknownWordOf(failure: FailureFacts): UnknownWord | null {
  const detail = failure.code === 'UNKNOWN_WORD' ? Detail.safeParse(failure.detail) : null
  return detail?.success === true ? detail.data.words[0] ?? null : null
}

/** The question with the unknown word replaced; by its place, or by the word itself where the place does not hold it. */
export function withWordReplaced(question: string, word: UnknownWord, by: string): string {
  if (question.slice(word.start, word.end).toLowerCase() === word.text.toLowerCase()) return question.slice(0, word.start) + by + question.slice(word.end)
  const at = question.toLowerCase().indexOf(word.text.toLowerCase())
  return at < 0 ? `${question} ${by}` : question.slice(0, at) + by + question.slice(at + word.text.length)
}
