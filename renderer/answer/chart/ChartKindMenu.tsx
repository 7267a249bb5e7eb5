import { Button, Menu } from '@mantine/core'
import { AreaChart, BarChart3, BarChart4, BarChartHorizontal, Check, ChevronDown, Grid3x3, Hash, LineChart, PieChart, ScatterChart, Table2, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../../../shared/model/answer.ts'
import type { ChartSpec } from '../../../shared/model/chart.ts'
import { client } from '../../api/client.ts'
import { icon } from '../../ui/icon.ts'
import { chooseChart } from '../answer-views.ts'
import { tellFailure } from '../notify.ts'
import style from './ChartKindMenu.module.css'

const kinds: Record<ChartSpec['kind'], { name: string; mark: LucideIcon }> = {
  number: { name: 'Figure', mark: Hash }, table: { name: 'Table', mark: Table2 }, bar: { name: 'Bars', mark: BarChart3 }, 'stacked bar': { name: 'Stacked bars', mark: BarChart4 },
  'grouped bar': { name: 'Grouped bars', mark: BarChartHorizontal }, line: { name: 'Line', mark: LineChart }, 'grouped line': { name: 'Lines', mark: LineChart }, area: { name: 'Area', mark: AreaChart },
  pie: { name: 'Pie', mark: PieChart }, scatter: { name: 'Points', mark: ScatterChart }, 'grouped scatter': { name: 'Coloured points', mark: ScatterChart }, heatmap: { name: 'Heat map', mark: Grid3x3 },
  histogram: { name: 'Distribution', mark: BarChart3 },
}

/** Chooses among the charts that suit the answer; each says why it does. */
export function ChartKindMenu({ answer, chart }: { answer: Answer; chart: ChartSpec | null }) {
  const [charts, setCharts] = useState<ChartSpec[] | null>(null)
  const load = async (): Promise<void> => {
    try {
      setCharts(await client.ask.charts({ resultId: answer.result.id, plan: answer.plan }))
    } catch (error) {
      tellFailure(error, 'The charts are not known')
    }
  }
  return (
    <Menu position="bottom-end" width={300} onOpen={() => { if (charts === null) void load() }}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-xs" rightSection={<ChevronDown size={12} aria-hidden />} className={style.target} aria-label={`Kind of chart: ${kinds[chart?.kind ?? 'table'].name}`}>
          {kinds[chart?.kind ?? 'table'].name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {charts === null && <Menu.Item disabled>Looking at the rows…</Menu.Item>}
        {charts?.map((each, at) => {
          const { name, mark: Mark } = kinds[each.kind]
          const chosen = each.kind === (chart?.kind ?? 'table')
          return (
            <Menu.Item key={`${each.kind}${at}`} leftSection={<Mark {...icon} />} rightSection={chosen ? <Check size={14} aria-label="Chosen" /> : null} onClick={() => { chooseChart(answer.id, each) }}>
              {name}<span className={style.reason}>{each.reason}</span>
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
