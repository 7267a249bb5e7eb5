import { cellText } from '../../../shared/format/cell-text.ts'
import type { Answer } from '../../../shared/model/answer.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { useSettings } from '../../state/app.ts'
import { TextButton } from '../../ui/TextButton.tsx'
import type { OpenCell } from '../open-cell.ts'
import { columnViews, fullText } from '../table/column-views.ts'
import style from './NumberFigure.module.css'

/** One number, large, with what it is, its unit and the time it covers. */
export function NumberFigure({ answer, cells, open }: { answer: Answer; cells: readonly Cell[]; open: OpenCell }) {
  const { negatives } = useSettings().appearance
  const views = columnViews(answer)
  const view = views.find(({ format }) => format.kind === 'number') ?? views[0]
  if (view === undefined) return null
  const cell = cells[view.at] ?? null
  const { unit, label } = view.column
  const word = unit?.kind === 'money' ? unit.currency : unit?.word ?? (unit?.kind === 'days' || unit?.kind === 'years' ? unit.kind : undefined)
  const text = cellText(cell, view.format, negatives)
  const exact = fullText(cell, view, negatives, 400)
  const period = answer.plan?.kind === 'query' ? answer.plan.period?.label : undefined
  return (
    <div className={style.figure}>
      <p className={style.label}>{[label, period].filter((part) => part !== undefined && part !== '').join(' · ')}</p>
      <p className={style.value} data-long={text.length > 24 || undefined}>{text}{cell !== null && word !== undefined && <span className={style.unit}> {word}</span>}</p>
      <p className={style.note}>
        {cell === null ? 'No value: there was nothing to compute it from.' : exact !== null && `Exactly ${exact}`}
        {cell !== null && view.measure !== null && <>{exact !== null && ' · '}<TextButton onClick={() => { open(view.measure ?? '', cells) }}>List the rows behind it</TextButton></>}
      </p>
    </div>
  )
}
