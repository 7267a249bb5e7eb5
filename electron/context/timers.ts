/** Does `work` once after so many milliseconds, unless it is called off first. */
export type After = (milliseconds: number, work: () => void) => () => void

/** By the clock of this computer; a wait keeps no process alive. */
export const after: After = (milliseconds, work) => {
  const timer = setTimeout(work, milliseconds)
  timer.unref()
  return () => { clearTimeout(timer) }
}
