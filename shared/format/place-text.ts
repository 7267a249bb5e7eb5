/** A source and its database in one line. Files have one database, which their engines call "main"; that says nothing to a reader. */
export function placeText(source: string, database: string | null): string {
  return hasName(database) ? `${source} / ${database}` : source
}

/** Whether the name of a database says something. */
export const hasName = (database: string | null): database is string => database !== null && database !== '' && database !== 'main'
