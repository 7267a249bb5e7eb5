import { parseArgs } from 'node:util'
import { Failure } from '../../shared/model/failure.ts'
import { Dialect, IsoDate } from '../../shared/model/value.ts'
import { exitCodeFor, exitCodes } from './exit-codes.ts'
import { guardBatch } from './guard-batch.ts'
import { questionBatch } from './question-batch.ts'

const usage = `Answer or guard a whole file; used to measure. See docs/batch.md.

  npm run --silent batch -- --questions FILE.json --databases DIR --out OUT.jsonl [--field question|paraphrase] [--top 3] [--as-of YYYY-MM-DD]
  npm run --silent batch -- --charts FILE.json --databases DIR --out OUT.jsonl
  npm run --silent batch -- --guard FILE.json --dialect mysql|mariadb|tidb|sqlite|duckdb --out OUT.jsonl
`
const defaultAsOf = '2020-01-01'

async function main(args: string[]): Promise<number> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { questions: text, charts: text, guard: text, databases: text, dialect: text, out: text, field: text, top: text, 'as-of': text, help: { type: 'boolean' } } })
  const { questions, charts, guard, databases, out } = values
  if (out !== undefined && guard !== undefined) await guardBatch({ questions: guard, dialect: checked(Dialect, values.dialect, '--dialect'), out })
  else if (out !== undefined && databases !== undefined && (questions ?? charts) !== undefined) {
    await questionBatch({
      questions: questions ?? charts ?? '', charts: charts !== undefined, databases, out, field: values.field ?? 'question',
      top: Number(values.top ?? 3), asOf: checked(IsoDate, values['as-of'] ?? defaultAsOf, '--as-of'),
    })
  } else {
    process.stderr.write(usage)
    return values.help === true ? exitCodes.answered : exitCodes.usage
  }
  return exitCodes.answered
}

function checked<T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, value: unknown, option: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Failure('BAD_REQUEST', `${option} cannot be “${String(value)}”.`, { hint: usage })
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  const failure = error instanceof Failure ? error : new Failure('INTERNAL', error instanceof Error ? error.message : String(error), { hint: usage, cause: error })
  process.stderr.write(`${failure.message}\n${failure.hint}\n`)
  return exitCodeFor(failure.code)
})
