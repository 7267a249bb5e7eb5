/** The tables of the open database, beside the thread. */
export function CatalogPanel() {
  return null
}
