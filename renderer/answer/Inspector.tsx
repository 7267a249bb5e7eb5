/** The receipt of the focused run. */
export function Inspector() {
  return null
}
