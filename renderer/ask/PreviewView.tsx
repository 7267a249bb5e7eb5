import { previewText } from '../../shared/format/preview-text.ts'
import type { Preview } from '../../shared/model/preview.ts'
import { useSettings } from '../state/app.ts'
import style from './PreviewView.module.css'

/** What a reading would answer, small enough to choose by. */
export function PreviewView({ preview, id }: { preview: Preview; id: string }) {
  const text = previewText(preview, useSettings().appearance.negatives)
  switch (text.kind) {
    case 'figure': return <span id={id} className={style.figure}>{text.figure}</span>
    case 'nothing': return <span id={id} className={style.nothing}>{text.text}</span>
    case 'unknown': return <span id={id} className={style.nothing} data-unknown>{text.text}</span>
    case 'table': return (
      <span id={id} className={style.table}>
        <span className={style.cells} style={{ gridTemplateColumns: `repeat(${text.headings.length}, fit-content(220px))` }}>
          {text.headings.map((heading, at) => <b key={at} data-right={text.right[at] || undefined}>{heading}</b>)}
          {text.rows.map((row, place) => row.map((cell, at) => <span key={`${place} ${at}`} data-right={text.right[at] || undefined}>{cell}</span>))}
        </span>
        <span className={style.count}>{text.count}{text.columnsLeftOut > 0 && `, ${text.columnsLeftOut} more ${text.columnsLeftOut === 1 ? 'column' : 'columns'}`}</span>
      </span>
    )
  }
}
