/** What the source of a question was called then: a removed source has no name any more. */
export const questionSourceNames = `
  ALTER TABLE questions ADD COLUMN source_name TEXT;
`
