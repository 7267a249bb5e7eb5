import type { Remedy } from '../../shared/model/failure.ts'
import { connection } from '../api/client.ts'
import { refreshDatabase, sourceIdOf, useContextState } from './context.ts'
import { draft, showDialog, showModelSettings, showPicker, showScreen, showUnlock } from './window.ts'

type Mending = {
  /** Does the same again. */
  retry: () => void
  /** The question it is about, for failures that are mended by saying it differently or by defining a word of it. */
  question?: string
  word?: string
}

/** Does what the button of a failure names, where the place it happened in has no better way. */
export function mend(remedy: Remedy, { retry, question, word }: Mending): void {
  const sourceId = sourceIdOf(useContextState.getState().context)
  const actions: Record<Remedy, () => void> = {
    retry,
    chooseDatabase: () => { showPicker(true) },
    editSource: () => { showDialog({ kind: 'source', id: sourceId, engine: 'mysql' }) },
    chooseFile: () => { showDialog({ kind: 'chooseFile' }) },
    refreshCatalog: () => { void refreshDatabase() },
    define: () => { showDialog({ kind: 'define', word: word ?? '', question: question ?? null, definition: null }) },
    rephrase: () => { draft(question ?? '') },
    limits: () => { showScreen('settings') },
    unlock: () => { showUnlock(true) },
    modelSettings: showModelSettings,
    restart: () => { connection.retry() },
    none: () => undefined,
  }
  actions[remedy]()
}
