/** The source and database that are open, being opened, or could not be. */
export type Current = { sourceId: string; name: string; database: string | null }
