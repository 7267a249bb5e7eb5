/** Language models: keys (sealed bytes only), which endpoints may be sent what, and what was sent. `sent` is the body of the call as it went; `outcome` is null until it ended. */
export const models = `
  CREATE TABLE model_keys (
    workspace_id TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    key BLOB NOT NULL,
    PRIMARY KEY (workspace_id, endpoint)
  ) STRICT;
  CREATE TABLE model_permits (
    workspace_id TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    extent TEXT NOT NULL,
    given_at TEXT NOT NULL,
    PRIMARY KEY (workspace_id, endpoint, extent)
  ) STRICT;
  CREATE TABLE model_calls (
    number INTEGER PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    name TEXT NOT NULL,
    question TEXT NOT NULL,
    sent TEXT NOT NULL,
    bytes_sent INTEGER NOT NULL,
    bytes_received INTEGER NOT NULL DEFAULT 0,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    cost REAL,
    elapsed_ms REAL NOT NULL DEFAULT 0,
    outcome TEXT,
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (workspace_id, id)
  ) STRICT;
  CREATE INDEX model_calls_of_workspace ON model_calls (workspace_id, number);
`
