/** Where questions are asked and answered. */
export function AskScreen() {
  return null
}
