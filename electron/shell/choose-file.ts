import { BrowserWindow, dialog } from 'electron'

const extensions = ['csv', 'tsv', 'txt', 'parquet', 'json', 'jsonl', 'ndjson', 'db', 'sqlite', 'sqlite3', 'duckdb', 'ddb']

/** Shows the system's dialog for opening a file that Quaestor can read; null when it was left. */
export async function chooseFile(): Promise<string | null> {
  const options = { title: 'Open a file', properties: ['openFile' as const], filters: [{ name: 'Data', extensions }, { name: 'All files', extensions: ['*'] }] }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePaths } = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options)
  return canceled ? null : filePaths[0] ?? null
}
