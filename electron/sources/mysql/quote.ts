/** An identifier in backticks: the one quoting every mode of every server of the family reads alike. Names are hostile. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}

/** A text literal for a session whose sql_mode lacks NO_BACKSLASH_ESCAPES, as the pinned one does. */
export function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\0', '\\0')}'`
}
