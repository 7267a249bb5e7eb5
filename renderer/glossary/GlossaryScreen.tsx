/** The business vocabulary of the open database. */
export function GlossaryScreen() {
  return null
}
