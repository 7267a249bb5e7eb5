/** Dialogs that add, edit and find sources. */
export function SourceDialogs() {
  return null
}
