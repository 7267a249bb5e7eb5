/**
 * Every file that starts a process or a thread of its own, by the name it has in the built app. The build makes a file of each and points the places that
 * start them there; a place that names a file which is not in this list stops the build.
 */
export const entries: Readonly<Record<string, string>> = {
  'main': 'electron/shell/main.ts',
  'utility.child': 'electron/shell/utility.child.ts',
  'results.worker': 'electron/results/results.worker.ts',
  'reader.worker': 'electron/reader/reader.worker.ts',
  'sqlite.child': 'electron/sources/sqlite/serve.child.ts',
  'duckdb.child': 'electron/sources/duckdb/serve.child.ts',
  'import.child': 'electron/sources/duckdb/build.child.ts',
}
