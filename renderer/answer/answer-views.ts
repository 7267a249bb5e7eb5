import { create } from 'zustand'
import type { Answer } from '../../shared/model/answer.ts'
import type { ChartSpec } from '../../shared/model/chart.ts'
import { useThread, type Run } from '../state/thread.ts'

export type AnswerTab = 'chart' | 'table' | 'sql' | 'receipt'

type View = { tab?: AnswerTab; chart?: ChartSpec; draft?: string | null }

/** How each answer is looked at in this window, by answer: the tab that is open, the chart that was chosen, the SQL that is being edited. */
const useAnswerViews = create<{ views: Record<string, View> }>(() => ({ views: {} }))

/** Something to look at rather than to read: a picture, or one large figure. */
export const isDrawn = (chart: ChartSpec | null): chart is ChartSpec => chart !== null && (chart.spec !== null || chart.kind === 'number')

/** The open tab and the chart of an answer: what was chosen, otherwise the chart where there is one, and the table where there is none. */
export function useAnswerView(answer: Answer): { tab: AnswerTab; chart: ChartSpec | null } {
  const view = useAnswerViews(({ views }) => views[answer.id])
  const chart = view?.chart ?? answer.chart
  const drawn = isDrawn(chart) && answer.result.rows > 0
  const tab = view?.tab ?? (drawn ? 'chart' : 'table')
  return { tab: tab === 'chart' && !drawn ? 'table' : tab, chart: drawn ? chart : null }
}

function change(id: string, view: View): void {
  useAnswerViews.setState(({ views }) => ({ views: { ...views, [id]: { ...views[id], ...view } } }))
}

/** The SQL that somebody is making of an answer's; null while it is only read. */
export const useSqlDraft = (id: string): string | null => useAnswerViews(({ views }) => views[id]?.draft ?? null)
export const draftSql = (id: string, draft: string | null): void => { change(id, { draft }) }

export const openTab = (id: string, tab: AnswerTab): void => { change(id, { tab }) }
/** Shows an answer as another chart; as a table when the table was chosen. */
export const chooseChart = (id: string, chart: ChartSpec): void => { change(id, isDrawn(chart) ? { chart, tab: 'chart' } : { tab: 'table' }) }

/** A new version is looked at as the one before it was. SQL that was just run shows what it found. */
useThread.subscribe(({ runs }, { runs: before }) => {
  if (runs === before) return
  const { views } = useAnswerViews.getState()
  for (const run of runs) {
    if (run.outcome?.kind !== 'answer' || views[run.outcome.answer.id] !== undefined || before.some(({ summary, outcome }) => summary.id === run.summary.id && outcome !== null)) continue
    const tab = tabBefore(runs, run, views)
    if (tab !== undefined && !(tab === 'sql' && run.summary.asked.kind === 'sql')) openTab(run.outcome.answer.id, tab)
  }
})

function tabBefore(runs: readonly Run[], { summary }: Run, views: Record<string, View>): AnswerTab | undefined {
  const parent = runs.find((run) => run.summary.id === summary.parent && run.summary.asked.text === summary.asked.text)
  if (parent === undefined) return undefined
  return parent.outcome?.kind === 'answer' ? views[parent.outcome.answer.id]?.tab : tabBefore(runs, parent, views)
}
