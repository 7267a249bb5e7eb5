import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { Answer } from '../../shared/model/answer.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { SourceSpec } from '../../shared/model/source.ts'
import type { Cell } from '../../shared/model/value.ts'
import type { Outcome } from '../agents/question.ts'
import { renderChart } from '../charts/render.ts'
import { foldersFor } from '../config/folders.ts'
import { Workbench } from '../workbench/workbench.ts'
import { answerText } from './answer-text.ts'
import { exitCodeFor, exitCodes } from './exit-codes.ts'
import { explanation } from './explanation.ts'
import { readAskOptions, usage, type AskOptions } from './options.ts'
import { askPassword } from './password.ts'
import { progressLine } from './progress-line.ts'
import { sourceFromArgument } from './source-argument.ts'

const pageRows = 10_000

/** One question from the command line to its answer on stdout. Returns the exit code. */
async function main(args: string[], signal: AbortSignal): Promise<number> {
  const options = readAskOptions(args)
  if (options === null) {
    process.stdout.write(usage)
    return exitCodes.answered
  }
  const spec = sourceFromArgument(options.source, (path) => readFileSync(path, 'utf8'))
  const password = await passwordFor(spec)
  const workbench = await Workbench.open(foldersFor(process.env, process.platform))
  try {
    const opened = await workbench.openDatabase({ spec, password, database: options.database, terms: options.terms, asOf: options.asOf, calendar: options.calendar }, signal)
    for (const problem of opened.problems) process.stderr.write(`Left out of the vocabulary: ${problem.message}\n`)
    const outcome = await run(workbench.ask({ text: options.question, asOf: opened.asOf, calendar: opened.calendar, limits: options.limits, top: options.top, reading: options.reading }, opened.knowledge, signal), options)
    if (outcome.kind === 'clarify') return clarify(outcome, options)
    const rows = await allRows(workbench, outcome.answer)
    if (options.chart !== undefined) await writeChart(outcome.answer, options.chart)
    process.stdout.write(options.json ? `${JSON.stringify({ ...outcome, rows }, null, 2)}\n` : answerText(outcome.answer, rows, explanation(outcome, options)))
    return exitCodes.answered
  } finally {
    await workbench.close()
  }
}

async function passwordFor(spec: SourceSpec): Promise<string | undefined> {
  if (spec.kind !== 'mysql') return undefined
  const given = process.env.QUAESTOR_PASSWORD
  if (given !== undefined) return given
  return process.stdin.isTTY ? askPassword(`Password of ${spec.user} at ${spec.host}: `) : ''
}

async function run(steps: ReturnType<Workbench['ask']>, options: AskOptions): Promise<Outcome> {
  const line = options.quiet ? null : progressLine(process.stderr)
  try {
    for (;;) {
      const next = await steps.next()
      if (next.done === true) return next.value
      line?.show(next.value)
    }
  } finally {
    line?.end()
  }
}

async function allRows(workbench: Workbench, answer: Answer): Promise<Cell[][]> {
  const rows: Cell[][] = []
  while (rows.length < answer.result.rows) {
    const page = await workbench.results.page(answer.result.id, { offset: rows.length, count: pageRows, sort: [] })
    if (page.rows.length === 0) break
    rows.push(...page.rows)
  }
  return rows
}

async function writeChart(answer: Answer, file: NonNullable<AskOptions['chart']>): Promise<void> {
  if (answer.chart?.spec == null) {
    process.stderr.write(`No chart was written: ${answer.chart?.reason ?? 'this answer is not one for a chart.'}\n`)
    return
  }
  if (file.format === 'json') return writeFile(file.path, `${JSON.stringify(answer.chart.spec, null, 2)}\n`)
  const { svg, png } = await renderChart(answer.chart.spec, { width: 720, height: 400, theme: 'light', scale: 2 })
  await writeFile(file.path, file.format === 'svg' ? svg : png)
}

function clarify(outcome: Extract<Outcome, { kind: 'clarify' }>, options: AskOptions): number {
  if (options.json) process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`)
  else process.stdout.write(`${outcome.question}\n${outcome.options.map((option, at) => `  ${at + 1}  ${option.label}`).join('\n')}\nChoose one with --reading N.\n`)
  return exitCodes.ambiguous
}

function report(error: unknown, args: string[]): number {
  const failure = error instanceof Failure ? error : new Failure('INTERNAL', 'Something unexpected went wrong in Quaestor itself.', { hint: 'Ask again; if it happens again, report it.', cause: error })
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ kind: 'failure', ...failure.facts() }, null, 2)}\n`)
  process.stderr.write(`${failure.message}\n${failure.hint}\n`)
  if (failure.code === 'INTERNAL' && failure.cause instanceof Error) process.stderr.write(`${failure.cause.stack ?? failure.cause.message}\n`)
  return exitCodeFor(failure.code)
}

const cancel = new AbortController()
process.once('SIGINT', () => { cancel.abort() })
process.once('SIGTERM', () => { cancel.abort() })
const args = process.argv.slice(2)
process.exitCode = await main(args, cancel.signal).catch((error: unknown) => report(error, args))
