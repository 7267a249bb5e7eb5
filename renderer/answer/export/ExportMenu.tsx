import { Menu, useComputedColorScheme } from '@mantine/core'
import { Braces, Copy, Download, FileImage, FileSpreadsheet, FileText, Image, Table2 } from 'lucide-react'
import type { Answer } from '../../../shared/model/answer.ts'
import type { ChartSpec } from '../../../shared/model/chart.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { icon } from '../../ui/icon.ts'
import { columnViews } from '../table/column-views.ts'
import { copyRows, mostCopiedRows } from '../table/copy-rows.ts'
import { copyChart, saveChart } from './save-chart.ts'
import { saveRows } from './save-rows.tsx'

/** Takes an answer out of the window: its rows as a file or a copy, its chart as a picture. */
export function ExportMenu({ answer, chart }: { answer: Answer; chart: ChartSpec | null }) {
  const scheme = useComputedColorScheme('light')
  const { rows, id } = answer.result
  const drawn = chart !== null && chart.spec !== null ? chart : null
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target><IconButton label="Export" side="top"><Download {...icon} /></IconButton></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Rows</Menu.Label>
        <Menu.Item leftSection={<FileSpreadsheet {...icon} />} onClick={() => { void saveRows(answer, 'xlsx') }}>Excel, with the receipt</Menu.Item>
        <Menu.Item leftSection={<FileText {...icon} />} onClick={() => { void saveRows(answer, 'csv') }}>CSV</Menu.Item>
        <Menu.Item leftSection={<Table2 {...icon} />} disabled={rows === 0} onClick={() => { void copyRows({ resultId: id, first: 0, last: Math.max(0, rows - 1), views: columnViews(answer), sort: [], headings: true }) }}>
          {rows > mostCopiedRows ? `Copy the first ${mostCopiedRows.toLocaleString('en-US')} rows` : 'Copy with headers'}
        </Menu.Item>
        {drawn !== null && (
          <>
            <Menu.Divider />
            <Menu.Label>Chart</Menu.Label>
            <Menu.Item leftSection={<Image {...icon} />} onClick={() => { void saveChart(answer, drawn, 'png', scheme) }}>PNG picture</Menu.Item>
            <Menu.Item leftSection={<FileImage {...icon} />} onClick={() => { void saveChart(answer, drawn, 'svg', scheme) }}>SVG picture</Menu.Item>
            <Menu.Item leftSection={<Braces {...icon} />} onClick={() => { void saveChart(answer, drawn, 'json', scheme) }}>Vega-Lite spec</Menu.Item>
            <Menu.Item leftSection={<Copy {...icon} />} onClick={() => { void copyChart(drawn, scheme) }}>Copy as picture</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
