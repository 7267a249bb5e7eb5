import { createHash } from 'node:crypto'

/** The same questions each time, in their order: those whose hash comes first. */
export function sample<Question extends { id: number }>(list: readonly Question[], count: number): Question[] {
  if (count >= list.length) return [...list]
  const hash = (question: Question) => createHash('sha256').update(String(question.id)).digest('hex')
  return list.map((question) => ({ question, hash: hash(question) })).sort((left, right) => (left.hash < right.hash ? -1 : 1)).slice(0, count).map((item) => item.question).sort((left, right) => left.id - right.id)
}
