/** A name as DuckDB quotes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text as a DuckDB literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A path as a literal for the file readers, which take `*`, `?` and `[` as patterns: a class of one character stands for itself. */
export function pathLiteral(path: string): string {
  return literal(path.replaceAll(/[*?[]/g, (character) => `[${character}]`))
}
