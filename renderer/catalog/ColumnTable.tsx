import { cellText, plainFormat } from '../../shared/format/cell-text.ts'
import type { Column } from '../../shared/model/catalog.ts'
import { showTable } from '../state/window.ts'
import { formatCount } from '../ui/format.ts'
import styles from './CatalogScreen.module.css'
import { ColumnIcon } from './ColumnIcon.tsx'
import { referenceOf } from './column-facts.ts'
import type { Known } from './use-catalog.ts'

/** Every column with its type, key, comment and what it holds; then what points to the table. */
export function ColumnTable({ known: { table, relationships } }: { known: Known }) {
  const inward = relationships.filter(({ to, from }) => to.table === table.name && from.table !== table.name)
  return (
    <>
      <table className={styles.tables}>
        <thead><tr><th>Column</th><th>Type</th><th>Points to</th><th>What it holds</th><th className={styles.number}>Values</th><th className={styles.number}>Empty</th></tr></thead>
        <tbody>
          {table.columns.map((column) => {
            const reference = referenceOf(table, column, relationships)
            return (
              <tr key={column.name}>
                <td><span className={styles.column}><ColumnIcon table={table} column={column} relationships={relationships} /><span>{column.name}</span></span></td>
                <td className={styles.type}>{column.declared}</td>
                <td>{reference !== null && <><button type="button" className={styles.link} onClick={() => { showTable(reference.table) }}>{reference.table}</button>{reference.inferred && <span className={styles.tag} title="Not declared in the database; found from names and values">inferred</span>}</>}</td>
                <td className={styles.comment}>{column.comment !== undefined && column.comment !== '' && <span>{column.comment}</span>}<small>{held(column)}</small></td>
                <td className={styles.number}>{column.profile === undefined ? '–' : formatCount(column.profile.distinct)}</td>
                <td className={styles.number}>{column.profile === undefined ? '–' : formatCount(column.profile.nulls)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {inward.length > 0 && <p className={styles.facts}>Used by {inward.map(({ from }, at) => <span key={`${from.table}.${from.columns.join()}`}>{at > 0 && ', '}<button type="button" className={styles.link} onClick={() => { showTable(from.table) }}>{from.table}</button></span>)}</p>}
    </>
  )
}

/** A few of the values, or the least and the greatest. */
function held(column: Column): string {
  const { profile } = column
  if (profile === undefined) return ''
  if (profile.values !== undefined && profile.values.length > 0) return `${profile.values.slice(0, 5).join(', ')}${profile.distinct > 5 ? ', …' : ''}`
  if (profile.min === null) return ''
  const format = plainFormat({ id: '', label: '', type: column.type })
  return `${cellText(profile.min, format)} to ${cellText(profile.max, format)}`
}
