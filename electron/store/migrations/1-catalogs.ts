/** What was read of databases, so that a start needs no second reading. */
export const catalogs = `
  CREATE TABLE catalogs (
    workspace_id TEXT NOT NULL,
    source TEXT NOT NULL,
    database TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    notes TEXT NOT NULL,
    catalog TEXT NOT NULL,
    read_at TEXT NOT NULL,
    PRIMARY KEY (workspace_id, source, database)
  ) STRICT;
`
