import { Check, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { cellText } from '../../shared/format/cell-text.ts'
import type { Answer } from '../../shared/model/answer.ts'
import { client } from '../api/client.ts'
import { numberBehind } from '../state/rows-behind-title.ts'
import type { Run } from '../state/thread.ts'
import { checkRows, type RowsCheck } from './check-rows.ts'
import style from './RowsBehindCheck.module.css'

/** Whether the rows of this document come to the number they were opened from. */
export function RowsBehindCheck({ run, answer: { result } }: { run: Run; answer: Answer }) {
  const number = numberBehind(run)
  const [check, setCheck] = useState<RowsCheck | null>(null)
  useEffect(() => {
    let left = false
    setCheck(null)
    if (number === null) return
    client.results.totals({ id: result.id }).then(
      (totals) => { if (!left) setCheck(checkRows(number, result, totals)) },
      () => { if (!left) setCheck({ kind: 'unknown' }) },
    )
    return () => { left = true }
  }, [number, result])
  if (number === null || check === null) return null
  const shown = cellText(number, { kind: 'number', places: null, grouped: true, percent: false })
  const agrees = check.kind === 'sum' || check.kind === 'count'
  const Mark = agrees ? Check : TriangleAlert
  return <p className={style.check} data-bad={!agrees || undefined} role="status"><Mark size={13} strokeWidth={2.5} aria-hidden />{wordsOf(check, shown)}</p>
}

function wordsOf(check: RowsCheck, number: string): string {
  switch (check.kind) {
    case 'sum': return `These rows add up to ${number}.`
    case 'count': return `These are the ${number} rows that were counted.`
    case 'differs': return `These rows do not add up to ${number}. Rows may have changed since, or one row stands for several.`
    case 'cut': return `Not every row behind ${number} is here, so they cannot be added up.`
    case 'unknown': return `Whether these rows add up to ${number} could not be checked.`
  }
}
