/** What a workspace set otherwise than the defaults, as JSON. */
export const settings = `
  CREATE TABLE settings (
    workspace_id TEXT NOT NULL PRIMARY KEY,
    change TEXT NOT NULL
  ) STRICT;
`
