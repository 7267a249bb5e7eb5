import { readFile } from 'node:fs/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Cell } from '../../shared/model/value.ts'
import { sampleFolder } from '../fixtures/ledger.ts'

export type SampleQuestion = { id: string; question: string; ordered: boolean; reference: Cell[][] }

/** The sample questions, each with the rows of its reference SQL over the files that the ledger's servers are loaded from. */
export async function sampleQuestions(): Promise<SampleQuestion[]> {
  const asked = JSON.parse(await readFile(new URL('../fixtures/sample-questions.json', import.meta.url), 'utf8')) as { id: string; question: string; sql: string; ordered: boolean }[]
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const files = (await connection.runAndReadAll(`SELECT file FROM glob('${sampleFolder}/*.parquet')`)).getRowsJson().flat().map(String)
  for (const file of files) await connection.run(`CREATE VIEW "${file.replace(/^.*\/|\.parquet$/g, '')}" AS FROM '${file}'`)
  const questions: SampleQuestion[] = []
  for (const { id, question, sql, ordered } of asked) questions.push({ id, question, ordered, reference: (await connection.runAndReadAll(sql)).getRowsJson() as Cell[][] })
  connection.closeSync()
  instance.closeSync()
  return questions
}
