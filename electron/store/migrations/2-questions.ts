/** Every question asked, with what became of it. `words` is what a search looks through. */
export const questions = `
  CREATE TABLE questions (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    source TEXT NOT NULL,
    database TEXT NOT NULL,
    question TEXT NOT NULL,
    plan TEXT,
    sql TEXT,
    outcome TEXT NOT NULL,
    rows INTEGER,
    elapsed_ms REAL NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id)
  ) STRICT;
  CREATE INDEX questions_by_time ON questions (workspace_id, asked_at DESC, id DESC);
`
