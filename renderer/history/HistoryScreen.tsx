/** Questions asked before. */
export function HistoryScreen() {
  return null
}
