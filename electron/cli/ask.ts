import { enableCompileCache } from 'node:module'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure } from '../../shared/model/failure.ts'
import type { SourceSpec } from '../../shared/model/source.ts'
import type { Outcome } from '../agents/question.ts'
import { foldersFor } from '../config/folders.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { exitCodeFor, exitCodes } from './exit-codes.ts'
import { readAskOptions, usage, type AskOptions } from './options.ts'
import { askPassword } from './password.ts'
import { progressLine, type ProgressLine } from './progress-line.ts'
import { sourceFromArgument } from './source-argument.ts'

/** One question from the command line to its answer on stdout. Returns the exit code. */
async function main(args: string[], signal: AbortSignal): Promise<number> {
  const options = readAskOptions(args)
  if (options === null) {
    process.stdout.write(usage)
    return exitCodes.answered
  }
  const spec = await sourceFromArgument(options.source, (path) => readFileSync(path, 'utf8'))
  const password = await passwordFor(spec, signal)
  const folders = foldersFor(process.env, process.platform)
  mkdirSync(folders.data, { recursive: true, mode: 0o700 })
  // Reading and stripping the engine's sources is half of the time to a first answer; what they come to is kept with the other caches.
  enableCompileCache(join(dirname(folders.imports), 'code'))
  const { Workbench: workbenches } = await import('../workbench/workbench.ts')
  const workbench = await workbenches.open(folders)
  const line = options.quiet ? null : progressLine(process.stderr)
  try {
    return await answer(workbench, { options, spec, password, line }, signal)
  } finally {
    line?.end()
    await workbench.close()
  }
}

type Asking = { options: AskOptions; spec: SourceSpec; password: string | undefined; line: ProgressLine | null }

async function answer(workbench: Workbench, { options, spec, password, line }: Asking, signal: AbortSignal): Promise<number> {
  line?.opening()
  const opened = await workbench.openDatabase({ spec, password, database: options.database, terms: options.terms, asOf: options.asOf, calendar: options.calendar }, signal, (detail) => line?.opening(detail))
  const note = (text: string): void => { (line ?? progressLine(process.stderr)).note(text) }
  for (const problem of opened.problems) note(`Left out of the vocabulary: ${problem.message}`)
  for (const { table, failure } of opened.unread) note(`Known by its columns only: ${table}. ${failure.message}`)
  if (options.model && workbench.modelStanding !== 'ready') note(noModel[workbench.modelStanding])
  const outcome = await run(workbench.ask({ asked: { kind: 'words', text: options.question }, limits: options.limits, top: options.top, reading: options.reading }, opened.known, signal, { model: options.model }), line)
  line?.end()
  const { printedOutcome } = await import('./outcome-text.ts')
  process.stdout.write(await printedOutcome(outcome, workbench.results, options, process.stdout.columns, signal))
  if (outcome.kind === 'clarify') return exitCodes.ambiguous
  if (options.chart === undefined) return exitCodes.answered
  const { writeChart } = await import('./chart-file.ts')
  return writeChart(outcome.answer.chart, options.chart).then((note) => {
    if (note !== null) process.stderr.write(`${note}\n`)
    return exitCodes.answered
  }, (error: unknown) => tell(asFailure(error)))
}

const noModel = { off: 'No model is set up and switched on; the question is read without one.', forbidden: 'Sending to the model has not been allowed yet; the question is read without it. Allow it in the settings of the window.' }

async function passwordFor(spec: SourceSpec, signal: AbortSignal): Promise<string | undefined> {
  if (spec.kind !== 'mysql') return undefined
  const given = process.env.QUAESTOR_PASSWORD
  if (given !== undefined) return given
  return process.stdin.isTTY ? askPassword(`Password of ${spec.user} at ${spec.host}: `, process.stdin, process.stderr, signal) : ''
}

async function run(steps: ReturnType<Workbench['ask']>, line: ProgressLine | null): Promise<Outcome> {
  for (;;) {
    const next = await steps.next()
    if (next.done === true) return next.value
    line?.show(next.value)
  }
}

function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure('INTERNAL', 'Something unexpected went wrong in Quaestor itself.', { hint: 'Ask again; if it happens again, report it.', cause: error })
}

/** Says on stderr what went wrong; returns the exit code. */
function tell(failure: Failure): number {
  process.stderr.write(`${failure.message}\n${failure.hint}\n`)
  if (failure.code === 'INTERNAL' && failure.cause instanceof Error) process.stderr.write(`${failure.cause.stack ?? failure.cause.message}\n`)
  return exitCodeFor(failure.code)
}

const cancel = new AbortController()
process.once('SIGINT', () => { cancel.abort() })
process.once('SIGTERM', () => { cancel.abort() })
// A reader such as `head` that has seen enough closes the pipe; that is no failure of the answer.
process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') throw error })
const args = process.argv.slice(2)
process.exitCode = await main(args, cancel.signal).catch((error: unknown) => {
  const failure = asFailure(error)
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ kind: 'failure', ...failure.facts() }, null, 2)}\n`)
  return tell(failure)
})
