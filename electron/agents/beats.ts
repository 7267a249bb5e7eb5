import type { Step } from '../../shared/model/step.ts'

/** Sent by `withBeats` while the other side is silent. */
export const beat = Symbol('beat')

/**
 * Passes on what `source` yields, and a `beat` for every `milliseconds` in which it yields nothing, so that a wait can show its time.
 * Leaving the loop calls `stop`, which must make a pending read of the source end, and then ends the source.
 */
export async function* withBeats<T>(source: AsyncGenerator<T>, milliseconds: number, stop: () => void): AsyncGenerator<T | typeof beat> {
  try {
    for (;;) {
      const next = source.next()
      for (;;) {
        const first = await firstOf(next, milliseconds)
        if (first === beat) {
          yield beat
          continue
        }
        if (first.done === true) return
        yield first.value
        break
      }
    }
  } finally {
    stop()
    await source.return(undefined)
  }
}

async function firstOf<T>(next: Promise<T>, milliseconds: number): Promise<T | typeof beat> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<typeof beat>((resolve) => {
    timer = setTimeout(() => { resolve(beat) }, milliseconds)
  })
  try {
    return await Promise.race([next, silence])
  } finally {
    clearTimeout(timer)
  }
}

/** What `work` comes to, with a `beat` for every `milliseconds` that it takes. */
export async function* beatsWhile<T>(work: Promise<T>, milliseconds: number): AsyncGenerator<typeof beat, T> {
  for (;;) {
    const first = await firstOf(work, milliseconds)
    if (first !== beat) return first
    yield beat
  }
}

/** Waits for work, with a step for every `milliseconds` that it takes. */
export async function* showing<T>(work: Promise<T>, milliseconds: number, step: () => Step): AsyncGenerator<Step, T> {
  const beats = beatsWhile(work, milliseconds)
  for (;;) {
    const next = await beats.next()
    if (next.done === true) return next.value
    if (next.value === beat) yield step()
  }
}
