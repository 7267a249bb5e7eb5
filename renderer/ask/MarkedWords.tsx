import type { Span } from '../answer/receipt/origin-words.ts'
import style from './MarkedWords.module.css'

/** A question in which the words stand out that a piece of its answer comes from. */
export function MarkedWords({ text, span }: { text: string; span: Span | null }) {
  if (span === null || span.end > text.length) return text
  return <>{text.slice(0, span.start)}<mark className={style.mark}>{text.slice(span.start, span.end)}</mark>{text.slice(span.end)}</>
}
