/** Catalogs hold values of the user's data: from here on they are sealed, and those kept in the clear before are gone. They are read again from their sources. */
export const sealedCatalogs = `
  DROP TABLE catalogs;
  CREATE TABLE catalogs (
    workspace_id TEXT NOT NULL,
    source TEXT NOT NULL,
    database TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    notes TEXT NOT NULL,
    sealed INTEGER NOT NULL,
    catalog BLOB NOT NULL,
    read_at TEXT NOT NULL,
    PRIMARY KEY (workspace_id, source, database)
  ) STRICT;
`
