/** What corrections taught: questions with the plan that was accepted for them and the one it was accepted instead of, and phrases that go with the question they were learned from. */
export const learned = `
  CREATE TABLE learned_questions (
    number INTEGER PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    source TEXT NOT NULL,
    database TEXT NOT NULL,
    id TEXT NOT NULL,
    learned_at TEXT NOT NULL,
    question TEXT NOT NULL,
    wording TEXT NOT NULL,
    plan TEXT NOT NULL,
    instead TEXT,
    fingerprint TEXT NOT NULL,
    definitions TEXT NOT NULL,
    clock TEXT NOT NULL,
    how TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (workspace_id, id),
    UNIQUE (workspace_id, source, database, wording)
  ) STRICT;
  CREATE TABLE learned_aliases (
    workspace_id TEXT NOT NULL,
    source TEXT NOT NULL,
    database TEXT NOT NULL,
    id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    phrase TEXT NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, source, database, phrase),
    FOREIGN KEY (workspace_id, question_id) REFERENCES learned_questions (workspace_id, id) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX learned_aliases_of_question ON learned_aliases (workspace_id, question_id);
`
