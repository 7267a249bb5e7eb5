import { cellText, isRightAligned, plainFormat } from '../../shared/format/cell-text.ts'
import type { Table } from '../../shared/model/catalog.ts'
import styles from './CatalogScreen.module.css'

/** Two or three rows as they are in the database. */
export function SampleRows({ table }: { table: Table }) {
  if (table.sample.length === 0) return <p className={styles.facts}>No sample rows were read.</p>
  const formats = table.columns.map((column) => plainFormat({ id: column.name, label: column.name, type: column.type }))
  return (
    <>
      <h2 className={styles.heading}>Sample rows</h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={`Sample rows of ${table.name}`}>
        <table className={styles.sample}>
          <thead><tr>{table.columns.map((column, at) => <th key={column.name} className={isRightAligned(formats[at] ?? { kind: 'text' }) ? styles.number : undefined}>{column.name}</th>)}</tr></thead>
          <tbody>
            {table.sample.map((row, line) => (
              <tr key={line}>{row.map((cell, at) => <td key={at} className={isRightAligned(formats[at] ?? { kind: 'text' }) ? styles.number : undefined}>{cellText(cell, formats[at] ?? { kind: 'text' })}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
