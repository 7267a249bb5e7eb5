/** Where the ask box is among earlier questions. `at` counts back from the latest, 0 being what is typed now, which `typed` keeps. */
export type Recall = { at: number; typed: string }
export const notRecalling: Recall = { at: 0, typed: '' }

/** One step up (older) or down (newer); null when there is nothing that way. `questions` are oldest first. */
export function recalled(questions: readonly string[], recall: Recall, text: string, way: 'older' | 'newer'): { recall: Recall; text: string } | null {
  const distinct = questions.filter((question, place) => question !== questions[place + 1])
  const at = recall.at + (way === 'older' ? 1 : -1)
  if (at < 0 || at > distinct.length) return null
  const typed = recall.at === 0 ? text : recall.typed
  return { recall: { at, typed }, text: at === 0 ? typed : distinct.at(-at) ?? '' }
}
