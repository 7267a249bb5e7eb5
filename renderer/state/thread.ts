import { create } from 'zustand'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { Asked, Outcome, RunSummary } from '../../shared/model/outcome.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Step } from '../../shared/model/step.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { follow } from '../api/follow.ts'
import { useContextState } from './context.ts'

type Limits = Partial<Settings['limits']>

/** One question of the thread, and how far it is. */
export type Run = {
  summary: RunSummary
  /** The number of the last event seen. */
  seen: number
  steps: Step[]
  outcome: Outcome | null
  /** Limits that it was asked under instead of those of the settings. */
  limits: Limits | null
}

type Thread = {
  /** Oldest first. */
  runs: Run[]
  /** The run that the inspector and the follow-ups are about: the last, unless another was chosen. */
  focus: string | null
  /** Why the last question could not even begin. */
  failure: FailureFacts | null
}

export const useThread = create<Thread>(() => ({ runs: [], focus: null, failure: null }))

export const useFocusedRun = (): Run | null => useThread(({ runs, focus }) => runs.find((run) => run.summary.id === focus) ?? runs.at(-1) ?? null)

type Asking = { parent?: string; limits?: Limits }

/** Starts a run and follows it. Returns its id, or null when it could not begin. */
export async function ask(asked: Asked, asking: Asking = {}): Promise<string | null> {
  try {
    const summary = await client.ask.start({ asked, ...asking })
    useThread.setState(({ runs }) => ({ runs: [...runs, { summary, seen: 0, steps: [], outcome: null, limits: asking.limits ?? null }], focus: summary.id, failure: null }))
    void watch(summary.id)
    return summary.id
  } catch (error) {
    useThread.setState({ failure: failureOf(error) })
    return null
  }
}

export const askWords = (text: string): Promise<string | null> => ask({ kind: 'words', text })

/** Asks words that may go on from the answer in focus: "only EMEA", "by month instead". Whether they do is for the engine to say. */
export function askNext(text: string): Promise<string | null> {
  const before = answerBefore(text)
  return ask({ kind: 'words', text }, before === null ? {} : { parent: before.summary.id })
}

/** The answer that words may go on from: that in focus, else the last of the database that is open. Said again, they go on from what they went on from then. */
function answerBefore(text: string): Run | null {
  const { runs, focus } = useThread.getState()
  const { context } = useContextState.getState()
  const facts = context !== null && 'facts' in context ? context.facts : null
  const goesOn = ({ summary, outcome }: Run): boolean => summary.sourceName === facts?.sourceName && outcome?.kind === 'answer' && outcome.answer.plan !== null && outcome.answer.receipt.database === facts.database && summary.asked.text !== text
  const byId = new Map(runs.map((run) => [run.summary.id, run]))
  const focused = byId.get(focus ?? '') ?? runs.at(-1)
  for (let run = focused; run !== undefined; run = byId.get(run.summary.parent ?? '')) if (goesOn(run)) return run
  return focused?.summary.asked.text === text ? null : (runs.findLast(goesOn) ?? null)
}

/** Asks the same again, under other limits if need be. */
export function askAgain(run: Run, limits?: Limits): Promise<string | null> {
  const wanted = limits === undefined ? run.limits : { ...run.limits, ...limits }
  return ask(run.summary.asked, { parent: run.summary.id, ...(wanted === null ? {} : { limits: wanted }) })
}

export async function cancelRun(id: string): Promise<void> {
  await client.ask.cancel({ runId: id })
}

/** The focused run while it goes on, or else the latest that does. */
export function runningNow(): Run | null {
  const { runs, focus } = useThread.getState()
  const going = runs.filter((run) => run.outcome === null)
  return going.find((run) => run.summary.id === focus) ?? going.at(-1) ?? null
}

export async function cancelRunning(): Promise<void> {
  const run = runningNow()
  if (run !== null) await cancelRun(run.summary.id)
}

export async function forgetRun(id: string): Promise<void> {
  useThread.setState(({ runs, focus }) => ({ runs: runs.filter((run) => run.summary.id !== id), focus: focus === id ? null : focus }))
  await client.ask.forget({ runId: id })
}

export const focusRun = (id: string): void => { useThread.setState({ focus: id }) }

/** Finds the thread again after a reload: what the engine still knows of this window's runs. */
export async function restoreThread(): Promise<void> {
  const known = await client.ask.runs()
  const here = new Set(useThread.getState().runs.map((run) => run.summary.id))
  const lost = known.filter((summary) => !here.has(summary.id)).map((summary): Run => ({ summary, seen: 0, steps: [], outcome: null, limits: null }))
  useThread.setState(({ runs }) => ({ runs: [...lost, ...runs] }))
  for (const run of lost) void watch(run.summary.id)
}

/** Follows a run to its end, over dropped connections; each event counts once. */
async function watch(id: string): Promise<void> {
  const change = (how: (run: Run) => Run): void => { useThread.setState(({ runs }) => ({ runs: runs.map((run) => (run.summary.id === id ? how(run) : run)) })) }
  const seen = (): number => useThread.getState().runs.find((run) => run.summary.id === id)?.seen ?? 0
  const stop = new AbortController()
  try {
    await follow((signal) => client.ask.watch({ runId: id, after: seen() }, { signal }), (event) => {
      if (event.number <= seen()) return
      change((run) => (event.kind === 'step' ? { ...run, seen: event.number, steps: [...run.steps, event.step] } : { ...run, seen: event.number, outcome: event.outcome }))
    }, { signal: stop.signal, isFinal: (error) => failureOf(error).code === 'RUN_GONE' })
  } catch (error) {
    change((run) => (run.outcome === null ? { ...run, outcome: { kind: 'failed', failure: failureOf(error) } } : run))
  }
}
