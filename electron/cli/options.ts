import { parseArgs } from 'node:util'
import { Failure } from '../../shared/model/failure.ts'
import { CalendarName } from '../../shared/model/plan.ts'
import { IsoDate } from '../../shared/model/value.ts'
import { defaultLimits, type Limits } from '../sources/source.ts'

/** The command line of `ask`, checked. */
export type AskOptions = {
  question: string
  source: string
  database?: string
  terms?: string
  asOf?: IsoDate
  calendar?: CalendarName
  limits: Limits
  top: number
  /** From 0. */
  reading?: number
  chart?: { path: string; format: 'svg' | 'png' | 'json' }
  json: boolean
  explain: boolean
  quiet: boolean
  /** Whether the language model that is set up may be asked. */
  model: boolean
}

export const usage = `Ask a database in plain English.

  npm run ask -- "QUESTION" [options]

  --source WHERE       sample (default), a file or folder, or mysql://user@host:port/database?tls=verify|encrypt|off
  --database NAME      which database of a server
  --terms FILE         a vocabulary file
  --as-of YYYY-MM-DD   relative periods count from here
  --calendar NAME      calendar or fiscal: what an unqualified year means
  --rows N             at most N rows (1000)
  --timeout SECONDS    at most so long (30)
  --top N              offer up to N readings
  --reading N          answer the Nth reading
  --model              ask the language model that is set up, where the engine is not sure
  --explain            say which words gave which part
  --chart FILE         write the chart: .svg, .png or .json
  --json               print one JSON document
  --quiet              no progress
`

/** Reads the arguments of `ask`. Fails with BAD_REQUEST naming the option; returns null when help was asked for. */
export function readAskOptions(args: string[]): AskOptions | null {
  const { values, positionals } = parsed(args)
  if (values.help === true) return null
  const question = positionals.join(' ').trim()
  if (question === '') throw wrong('There is no question.')
  return {
    question, source: values.source ?? 'sample', database: values.database, terms: values.terms,
    asOf: values['as-of'] === undefined ? undefined : checkedDate(values['as-of']),
    calendar: values.calendar === undefined ? undefined : checkedCalendar(values.calendar),
    limits: { ...defaultLimits, rows: whole(values.rows, '--rows', defaultLimits.rows, 10_000_000), milliseconds: whole(values.timeout, '--timeout', defaultLimits.milliseconds / 1_000, 86_400) * 1_000 },
    top: whole(values.top, '--top', 1, 10),
    reading: values.reading === undefined ? undefined : whole(values.reading, '--reading', 1, 10) - 1,
    chart: values.chart === undefined ? undefined : chartFile(values.chart),
    json: values.json ?? false, explain: values.explain ?? false, quiet: values.quiet ?? false, model: values.model ?? false,
  }
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args, allowPositionals: true,
      options: {
        source: text, database: text, terms: text, 'as-of': text, calendar: text, rows: text, timeout: text, top: text, reading: text, chart: text,
        json: flag, explain: flag, quiet: flag, model: flag, help: { ...flag, short: 'h' },
      },
    })
  } catch (cause) {
    throw wrong(cause instanceof Error ? `${cause.message.split('. ')[0] ?? ''}.` : 'The command line is wrong.')
  }
}

function whole(text: string | undefined, option: string, otherwise: number, most: number): number {
  if (text === undefined) return otherwise
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (number < 1 || number > most) throw wrong(`${option} takes a whole number from 1 to ${most.toLocaleString('en-US')}.`)
  return number
}

function checkedDate(text: string): IsoDate {
  if (IsoDate.safeParse(text).success && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)) return text
  throw wrong('--as-of takes a date such as 2026-06-30.')
}

function checkedCalendar(text: string): CalendarName {
  const checked = CalendarName.safeParse(text)
  if (checked.success) return checked.data
  throw wrong('--calendar takes calendar or fiscal.')
}

function chartFile(path: string): NonNullable<AskOptions['chart']> {
  const format = /\.(svg|png|json)$/i.exec(path)?.[1]?.toLowerCase()
  if (format === 'svg' || format === 'png' || format === 'json') return { path, format }
  throw wrong('--chart takes a file that ends in .svg, .png or .json.')
}

function wrong(message: string): Failure {
  return new Failure('BAD_REQUEST', message, { hint: 'Run it with --help to see all options.' })
}
