import { create } from 'zustand'
import { focusRun, useThread, type Run } from '../state/thread.ts'
import { documentsOf } from './documents.ts'

type ThreadView = {
  /** Documents that were opened or closed by hand; of the others only the last is open. */
  open: Record<string, boolean>
  /** The version that was gone back to, by document. */
  chosen: Record<string, string>
}

/** How the thread is laid out: what is open, and which version of each document is shown. */
export const useThreadView = create<ThreadView>(() => ({ open: {}, chosen: {} }))

export const setDocumentOpen = (document: string, isOpen: boolean): void => { useThreadView.setState(({ open }) => ({ open: { ...open, [document]: isOpen } })) }

export function showVersion(document: string, run: string): void {
  useThreadView.setState(({ chosen }) => ({ chosen: { ...chosen, [document]: run } }))
  focusRun(run)
}

/**
 * A new document closes the others, but not the one it came from; of words said after an answer only the engine knows whether they go on from it, so that
 * one opens again when they do. A new version is shown at once.
 */
useThread.subscribe(({ runs }, { runs: before }) => {
  const added = runs.at(-1)
  if (added !== undefined && refines(added) && before.some((run) => run.summary.id === added.summary.id && run.outcome === null)) openSource(runs, added)
  if (added === undefined || before.some((run) => run.summary.id === added.summary.id)) return
  const documents = documentsOf(runs)
  const home = documents.find(({ versions }) => versions.includes(added))
  if (home === undefined) return
  if (home.versions.length > 1) {
    useThreadView.setState(({ chosen }) => ({ chosen: Object.fromEntries(Object.entries(chosen).filter(([id]) => id !== home.id)) }))
    return
  }
  const source = added.summary.asked.kind === 'words' ? undefined : documents.find(({ versions }) => versions.some((run) => run.summary.id === added.summary.parent))
  useThreadView.setState({ open: { [home.id]: true, ...(source === undefined ? {} : { [source.id]: true }) } })
})

const refines = ({ outcome }: Run): boolean => outcome?.kind === 'answer' && outcome.refines !== undefined

/** Both answers can then be compared. */
function openSource(runs: readonly Run[], { summary }: Run): void {
  const source = documentsOf(runs).find(({ versions }) => versions.some((run) => run.summary.id === summary.parent))
  if (source !== undefined) useThreadView.setState(({ open }) => ({ open: { ...open, [source.id]: true } }))
}
