import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { openSample, sampleFolder } from './sample-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'quaestor-sample-'))
afterAll(() => rmSync(folder, { recursive: true }))

const parquet = (path: string) => readdirSync(path).filter((file) => file.endsWith('.parquet')).sort()
const fingerprints = (path: string) => parquet(path).map((file) => [file, createHash('sha256').update(readFileSync(join(path, file))).digest('hex')])

test('the generator makes the shipped files again, byte for byte', async () => {
  await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', join(sampleFolder, 'generator/write.ts'), folder])
  expect(parquet(folder).length).toBeGreaterThan(15)
  expect(fingerprints(folder)).toEqual(fingerprints(sampleFolder))
})

test('the files are at most 8 MB together', () => {
  const bytes = parquet(sampleFolder).reduce((total, file) => total + statSync(join(sampleFolder, file)).size, 0)
  expect(bytes).toBeLessThanOrEqual(8 * 1024 * 1024)
})

test('money is decimal, nothing is a float', async () => {
  const { query, close } = await openSample()
  expect(await query(`SELECT table_name, column_name, data_type FROM information_schema.columns WHERE data_type NOT IN ('VARCHAR', 'INTEGER', 'BOOLEAN', 'DATE', 'DECIMAL(15,2)', 'DECIMAL(12,6)')`)).toEqual([])
  expect(await query(`SELECT column_name FROM information_schema.columns WHERE (column_name LIKE '%\\_lc' ESCAPE '\\' OR column_name LIKE '%\\_gc' ESCAPE '\\') AND data_type <> 'DECIMAL(15,2)'`)).toEqual([])
  close()
})
