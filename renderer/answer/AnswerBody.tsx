import { useId } from 'react'
import type { Answer } from '../../shared/model/answer.ts'
import type { Run } from '../state/thread.ts'
import { TabBar, type TabOption } from '../ui/TabBar.tsx'
import { openTab, useAnswerView, type AnswerTab } from './answer-views.ts'
import { ChartTab } from './chart/ChartTab.tsx'
import { ChartKindMenu } from './chart/ChartKindMenu.tsx'
import { ExportMenu } from './export/ExportMenu.tsx'
import { ReceiptView } from './receipt/ReceiptView.tsx'
import { SqlTab } from './sql/SqlTab.tsx'
import { TableTab } from './table/TableTab.tsx'
import style from './AnswerBody.module.css'

const names: Record<AnswerTab, string> = { chart: 'Chart', table: 'Table', sql: 'SQL', receipt: 'Receipt' }

/** An answer as something to look at: its chart, its rows, the SQL behind it and its receipt, one at a time. */
export function AnswerBody({ run, answer }: { run: Run; answer: Answer }) {
  const { tab, chart } = useAnswerView(answer)
  const panel = useId()
  const drawn: TabOption<AnswerTab>[] = chart === null ? [] : [{ value: 'chart', label: chart.kind === 'number' ? 'Figure' : names.chart }]
  const tabs: TabOption<AnswerTab>[] = [...drawn, { value: 'table', label: names.table }, { value: 'sql', label: names.sql }, { value: 'receipt', label: names.receipt }]
  return (
    <div className={style.body}>
      <TabBar
        label="Views of this answer" value={tab} tabs={tabs} panel={panel} onChange={(next) => { openTab(answer.id, next) }}
        end={<>{answer.result.rows > 0 && <ChartKindMenu answer={answer} chart={chart} />}<ExportMenu answer={answer} chart={chart} /></>}
      />
      <div id={`${panel}-${tab}`} role="tabpanel" aria-label={names[tab]} className={style.panel}>
        {tab === 'chart' && chart !== null && <ChartTab run={run} answer={answer} chart={chart} />}
        {tab === 'table' && <TableTab run={run} answer={answer} />}
        {tab === 'sql' && <SqlTab run={run} answer={answer} />}
        {tab === 'receipt' && <div className={style.receipt}><ReceiptView answer={answer} /></div>}
      </div>
    </div>
  )
}
