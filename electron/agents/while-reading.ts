import type { Step } from '../../shared/model/step.ts'
import { showing } from './beats.ts'
import type { Progress } from './progress.ts'

const beatMs = 1_000

/** Waits for words to be understood, with a step for every second that it takes. */
export function whileReading<T>(work: Promise<T>, progress: Progress): AsyncGenerator<Step, T> {
  return showing(work, beatMs, () => progress.within('understand', 'Reading the question', 0.1))
}
