/** A name as SQLite quotes it: `a"b` becomes `"a""b"`. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
