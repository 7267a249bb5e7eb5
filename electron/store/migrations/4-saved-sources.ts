/** Sources as the user saved them, and which database each window had last. `password` holds sealed bytes only; `name_key` is what makes two names the same. */
export const savedSources = `
  CREATE TABLE saved_sources (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    spec TEXT NOT NULL,
    password BLOB,
    created_at TEXT NOT NULL,
    last_used_at TEXT,
    last_database TEXT,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, name_key)
  ) STRICT;
  CREATE TABLE selections (
    number INTEGER PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    window TEXT NOT NULL,
    source TEXT NOT NULL,
    database TEXT NOT NULL,
    UNIQUE (workspace_id, window)
  ) STRICT;
`
