import style from './SkeletonRows.module.css'

const widths = [72, 54, 83, 61, 47, 76, 58, 66]

/** Grey lines where rows will stand; nothing that moves. */
export function SkeletonRows({ rows = 6, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div className={style.rows} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, at) => <div key={at} className={style.row}><i style={{ width: `${widths[at % widths.length] ?? 60}%` }} /></div>)}
    </div>
  )
}
