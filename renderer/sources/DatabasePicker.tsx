/** Which database is open, and the way to another. */
export function DatabasePicker() {
  return null
}
