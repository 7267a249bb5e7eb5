import { connection } from '../api/client.ts'
import { chooseFile } from '../sources/open-source.ts'
import { changeSettings, useApp } from '../state/app.ts'
import type { Command } from '../state/commands.ts'
import { closeDatabase, refreshDatabase, useContextState } from '../state/context.ts'
import { modelNow, turnModel } from '../state/model.ts'
import { modelStanding } from '../state/model-words.ts'
import { cancelRunning, runningNow } from '../state/thread.ts'
import { draft, focusAsk, showDialog, showModelSettings, showPicker, showScreen, useWindow } from '../state/window.ts'
import { screens } from './screens.ts'

const hasDatabase = (): boolean => {
  const { context } = useContextState.getState()
  return context !== null && 'facts' in context
}

const isModelSetUp = (): boolean => {
  const model = modelNow()
  return model !== null && ['waiting', 'allowed'].includes(modelStanding(model))
}

/** What can be done anywhere: the palette, the keyboard and the list of shortcuts all read this. */
export const frameCommands: readonly Command[] = [
  { id: 'palette', title: 'Search everything', group: 'Window', keys: 'Mod+K', keysOnly: true, run: () => { useWindow.setState(({ palette }) => ({ palette: !palette })) } },
  { id: 'ask.focus', title: 'Go to the ask box', group: 'Ask', keys: '/', keysOnly: true, run: focusAsk },
  { id: 'ask.new', title: 'New question', group: 'Ask', words: 'ask empty clear', run: () => { draft('') } },
  { id: 'ask.cancel', title: 'Cancel the running question', group: 'Ask', keys: 'Escape', words: 'stop abort', ready: () => runningNow() !== null, run: cancelRunning },
  { id: 'ask.send', title: 'Ask', group: 'Ask', keys: 'Enter', where: 'in the ask box', keysOnly: true, run: null },
  { id: 'ask.earlier', title: 'Earlier and later questions', group: 'Ask', keys: '↑ ↓', where: 'in the ask box', keysOnly: true, run: null },
  { id: 'sql.run', title: 'Run the SQL', group: 'Answers', keys: 'Mod+Enter', where: 'in the SQL editor', keysOnly: true, run: null },
  { id: 'grid.move', title: 'Move through the cells', group: 'Answers', keys: '← ↑ → ↓', where: 'in a table', keysOnly: true, run: null },
  { id: 'grid.copy', title: 'Copy the cells with their headings', group: 'Answers', keys: 'Mod+C', where: 'in a table', keysOnly: true, run: null },
  ...screens.map(({ screen, name }, at): Command => ({ id: `screen.${screen}`, title: name, group: 'Go to', keys: `Mod+${at + 1}`, words: 'go to open show screen', run: () => { showScreen(screen) } })),
  { id: 'side', title: 'Show or hide the side panel', group: 'Window', keys: 'Mod+B', words: 'toggle databases tables', run: () => { useWindow.setState(({ side }) => ({ side: !side })) } },
  { id: 'inspector', title: 'Show or hide the inspector', group: 'Window', keys: 'Mod+I', words: 'toggle receipt', run: () => { useWindow.setState(({ inspector }) => ({ screen: 'ask', inspector: !inspector })) } },
  { id: 'theme.light', title: 'Use the light theme', group: 'Window', words: 'appearance colours', run: () => changeSettings({ appearance: { theme: 'light' } }) },
  { id: 'theme.dark', title: 'Use the dark theme', group: 'Window', words: 'appearance colours night', run: () => changeSettings({ appearance: { theme: 'dark' } }) },
  { id: 'theme.system', title: 'Use the theme of the system', group: 'Window', words: 'appearance colours automatic', run: () => changeSettings({ appearance: { theme: 'system' } }) },
  { id: 'database.choose', title: 'Choose a database', group: 'Database', words: 'switch source open', run: () => { showPicker(true) } },
  { id: 'database.connect', title: 'Connect a database', group: 'Database', words: 'add source new mysql mariadb tidb server', run: () => { showDialog({ kind: 'source', id: null, engine: 'mysql' }) } },
  { id: 'database.file', title: 'Open a file or folder', group: 'Database', words: 'add source new sqlite csv parquet json duckdb', run: () => chooseFile(useApp.getState().app?.fileDialog ?? false) },
  { id: 'database.refresh', title: 'Read the schema again', group: 'Database', words: 'refresh catalog tables reload', ready: hasDatabase, run: refreshDatabase },
  { id: 'database.close', title: 'Close the database', group: 'Database', words: 'leave disconnect', ready: hasDatabase, run: closeDatabase },
  { id: 'glossary.define', title: 'Define a metric or term', group: 'Database', words: 'glossary add vocabulary', ready: hasDatabase, run: () => { showDialog({ kind: 'define', word: '', question: null, definition: null }) } },
  { id: 'model.settings', title: 'Model settings', group: 'Model', words: 'llm ai openai ollama azure endpoint key set up', run: showModelSettings },
  { id: 'model.on', title: 'Use a model', group: 'Model', words: 'llm ai turn on enable', ready: () => modelNow()?.on === false, run: () => turnModel(true) },
  { id: 'model.off', title: 'Use no model', group: 'Model', words: 'llm ai turn off disable offline', ready: () => modelNow()?.on === true, run: () => turnModel(false) },
  { id: 'model.outgoing', title: 'Review what is sent to the model', group: 'Model', words: 'privacy allow preview stop sending', ready: isModelSetUp, run: () => { showDialog({ kind: 'outgoing' }) } },
  { id: 'model.sent', title: 'What was sent to the model', group: 'Model', words: 'privacy ledger calls tokens cost', run: () => { showScreen('sent') } },
  { id: 'connection.retry', title: 'Connect to the engine again', group: 'Help', words: 'retry reconnect', ready: () => connection.status === 'lost', run: () => { connection.retry() } },
  { id: 'shortcuts', title: 'Keyboard shortcuts', group: 'Help', keys: '?', words: 'keys help', run: () => { showDialog({ kind: 'shortcuts' }) } },
]
