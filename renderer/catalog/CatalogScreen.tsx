/** All that is known of the open database. */
export function CatalogScreen() {
  return null
}
