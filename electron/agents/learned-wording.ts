import { tokenize } from '../language/tokens/tokens.ts'

/** What may stand between words without meaning anything: spaces, marks of a sentence, quotes, endings such as "’s". */
const idle = /['’](?:s|re|ve|ll|d|m)?(?![\p{L}\p{N}])|[\s,;?.!:()"“”„‘’'`«»–—…]/giu

/**
 * What makes two questions the same: their words in order, without case, punctuation and plural. Signs that carry meaning ("C++", "x > 5") stay, and
 * quoted text stays apart from plain words. Empty when there are no words.
 */
export function wordingOf(question: string): string {
  const text = question.normalize('NFKC')
  const parts: string[] = []
  let last = 0
  const sign = (between: string): void => {
    const left = between.replace(idle, '')
    if (left !== '') parts.push(left)
  }
  for (const token of tokenize(text)) {
    sign(text.slice(last, token.start))
    last = token.end
    if (token.kind === 'quoted') parts.push(`"${token.lower}"`)
    else if (token.kind === 'word') parts.push(token.lemma)
  }
  sign(text.slice(last))
  return parts.join(' ')
}
