import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { sampleFolder, sampleNotes } from '../../fixtures/ledger.ts'

/** What marks a comment of a table or column. */
export const commentMark = 'canary-comment-q7'

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`
const named = (value: string): string => `"${value.replaceAll('"', '""')}"`

/**
 * Writes the sample ledger into a folder, its first rows and one more in every table that holds a marked value in each column of text, numbers or dates.
 * Every comment is marked too. Returns the marks, as they would be written.
 */
export async function markedLedger(folder: string): Promise<string[]> {
  const notes = sampleNotes()
  const marks: string[] = []
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const { table } of notes.tables) {
    const from = `read_parquet(${literal(join(sampleFolder, `${table}.parquet`))})`
    const columns = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`)).getRowObjects().map((row) => ({ name: String(row.column_name), type: String(row.column_type) }))
    const values = columns.map(({ name, type }) => {
      const mark = markFor(type, marks.length, `${table}-${name}`)
      if (mark === null) return `CAST(NULL AS ${type}) AS ${named(name)}`
      marks.push(mark)
      return `CAST(${literal(mark)} AS ${type}) AS ${named(name)}`
    })
    await connection.run(`COPY (SELECT * FROM (SELECT * FROM ${from} LIMIT 200) UNION ALL SELECT ${values.join(', ')}) TO ${literal(join(folder, `${table}.parquet`))} (FORMAT parquet)`)
  }
  connection.closeSync()
  instance.closeSync()
  const tables = notes.tables.map((note) => ({ ...note, comment: `${note.comment ?? ''} ${commentMark}`, columns: Object.fromEntries(Object.entries(note.columns).map(([name, comment]) => [name, `${String(comment)} ${commentMark}`])) }))
  writeFileSync(join(folder, 'quaestor.yaml'), JSON.stringify({ ...notes, tables }))
  return marks
}

function markFor(type: string, number: number, place: string): string | null {
  if (type === 'VARCHAR') return `canary ${place} x${number}q`
  if (/^(BIGINT|INTEGER|HUGEINT)$/.test(type)) return String(770_310_000 + number)
  if (/^(SMALLINT|UTINYINT|TINYINT)$/.test(type)) return null
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(type)
  if (decimal !== null) return `${88_000 + number}${Number(decimal[2]) > 0 ? `.${'7351'.slice(0, Number(decimal[2]))}` : ''}`
  if (type === 'DOUBLE') return `${99_000 + number}.7351`
  if (type === 'DATE') return `${2_060 + (number % 30)}-${String((number % 12) + 1).padStart(2, '0')}-${String((number % 27) + 1).padStart(2, '0')}`
  return null
}
