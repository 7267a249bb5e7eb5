import { Button, useComputedColorScheme } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import type { Answer } from '../../../shared/model/answer.ts'
import type { ChartSpec } from '../../../shared/model/chart.ts'
import type { FailureFacts } from '../../../shared/model/failure.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextButton } from '../../ui/TextButton.tsx'
import { openTab } from '../answer-views.ts'
import type { MarkPlace } from './draw-chart.ts'
import { captionOf, fitChart } from './fit-chart.ts'
import { useWidth } from '../use-width.ts'
import style from './ChartFigure.module.css'

const undrawable: FailureFacts = { code: 'NOT_SUPPORTED', message: 'This chart cannot be drawn.', hint: 'The rows stand in the table; another kind of chart may work.', retry: false }

/** A chart as wide as its place, redrawn when that or the colours change. `onMark` is told of clicks on marks. */
export function ChartFigure({ answer, chart, onMark }: { answer: Answer; chart: ChartSpec; onMark: (place: MarkPlace) => void }) {
  const scheme = useComputedColorScheme('light')
  const [frame, width] = useWidth()
  const stage = useRef<HTMLDivElement>(null)
  const clicked = useRef(onMark)
  clicked.current = onMark
  const [failed, setFailed] = useState<ChartSpec | null>(null)
  const about = useId()
  const openable = Object.keys(answer.opens.measures).length > 0
  const caption = captionOf(chart, answer.title)

  useEffect(() => {
    if (width === 0 || stage.current === null) return
    const into = stage.current
    let gone = false
    let clear: (() => void) | null = null
    void import('./draw-chart.ts')
      .then(({ drawChart }) => (gone ? null : drawChart(into, fitChart(chart, { width, openable }), { scheme, onMark: openable ? (place) => { clicked.current(place) } : undefined })))
      .then((done) => {
        if (gone) done?.()
        else clear = done
      }, () => { if (!gone) setFailed(chart) })
    return () => {
      gone = true
      clear?.()
    }
  }, [chart, width, scheme, openable])

  if (failed === chart) return <div className={style.failed}><FailureNotice failure={undrawable} actions={<Button variant="default" onClick={() => { openTab(answer.id, 'table') }}>Show as table</Button>} /></div>
  return (
    <figure className={style.figure} ref={frame}>
      <figcaption className={style.caption}><span>{caption}</span><TextButton className={style.table} onClick={() => { openTab(answer.id, 'table') }}>Show as table</TextButton></figcaption>
      <div ref={stage} role="img" tabIndex={0} className={style.stage} aria-label={`${kindWord(chart)}: ${[answer.title, caption].filter((part) => part !== '').join(', ')}`} aria-describedby={about} data-sized={width > 0 || undefined} />
      <p id={about} className="visually-hidden">{chart.reason} {answer.result.rows} rows. The exact values stand in the table.</p>
    </figure>
  )
}

const kindWord = ({ kind }: ChartSpec): string => `${kind.charAt(0).toUpperCase()}${kind.slice(1)} chart`
