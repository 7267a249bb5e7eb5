/** The whole window. */
export function Frame() {
  return <main>Quaestor</main>
}
