import { requireContext } from '../context/require-context.ts'
import type { Ground, Knowledge } from './question.ts'

/** A database that is open for as long as the process lives, as the ground of a question; it belongs to no window. */
export function openGround(knowledge: Knowledge): Ground {
  const { context } = knowledge
  return {
    sourceName: context.sourceName,
    hold: () => Promise.resolve({
      known: knowledge,
      require: (tables) => { requireContext(context, { state: 'none' }, tables) },
      failed: () => undefined,
      release: () => undefined,
    }),
  }
}
