/** Defines a metric or term. */
export function DefineDialog() {
  return null
}
