import { useMemo } from 'react'
import { useRegisteredCommands, type Command } from '../../state/commands.ts'
import { useFocusedRun } from '../../state/thread.ts'
import { saveRows } from './save-rows.tsx'

/** Lets the palette export the answer in focus. */
export function useExportCommands(): void {
  const run = useFocusedRun()
  const answer = run?.outcome?.kind === 'answer' ? run.outcome.answer : null
  const commands = useMemo((): Command[] => (answer === null ? [] : [
    { id: 'export.xlsx', title: 'Export the answer to Excel', group: 'Answers', words: 'download save xlsx file rows', run: () => saveRows(answer, 'xlsx') },
    { id: 'export.csv', title: 'Export the answer as CSV', group: 'Answers', words: 'download save file rows', run: () => saveRows(answer, 'csv') },
  ]), [answer])
  useRegisteredCommands(commands)
}
