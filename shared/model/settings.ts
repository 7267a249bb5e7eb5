import * as z from 'zod'
import { endpointOf, ModelPreset } from './model.ts'
import { IsoDate } from './value.ts'

const Appearance = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** How negative numbers are written: -1,234 or (1,234). */
  negatives: z.enum(['minus', 'parentheses']),
})
const Limits = z.object({ rows: z.int().min(1).max(5_000_000), seconds: z.int().min(1).max(3_600), megabytes: z.int().min(1).max(4_096) })
const Calendar = z.object({
  /** What "2025" means when nobody says; `source` leaves it to the vocabulary of the source. */
  year: z.enum(['source', 'calendar', 'fiscal']),
  /** First month of the fiscal year; null leaves it to the source. */
  fiscalYearStart: z.int().min(1).max(12).nullable(),
  /** Relative periods count from here; `source` is the date its vocabulary names, or today. */
  asOf: z.union([z.enum(['source', 'today']), IsoDate]),
})
const Context = z.object({
  /** A database that nobody asks is released after so many minutes; 0 never. */
  idleMinutes: z.int().min(0).max(1_440),
  /** Open the last database again at start. */
  reopen: z.boolean(),
})
const Privacy = z.object({
  keepHistory: z.boolean(),
  /** Questions older than so many days are forgotten; null keeps them. */
  historyDays: z.int().min(1).max(3_650).nullable(),
})

const Price = z.number().min(0).max(100_000).nullable()
const Model = z.object({
  /** Whether a language model may read a question that the offline engine is not sure of. */
  on: z.boolean(),
  preset: ModelPreset,
  /** An http or https address without user, password, “?” or “#”; empty takes the one of the preset. */
  baseUrl: z.string().max(2_000).refine((text) => text === '' || endpointOf(text) !== null),
  /** What the endpoint calls the model. */
  name: z.string().max(200),
  /** Whether comments on tables and columns may be sent too. */
  comments: z.boolean(),
  /** US dollars for a million tokens. */
  inputPrice: Price,
  outputPrice: Price,
})

/** What a person can set. */
export const Settings = z.object({ appearance: Appearance, limits: Limits, calendar: Calendar, context: Context, privacy: Privacy, model: Model })
export type Settings = z.infer<typeof Settings>

export const defaultSettings: Settings = {
  appearance: { theme: 'system', negatives: 'minus' },
  limits: { rows: 1_000, seconds: 30, megabytes: 256 },
  calendar: { year: 'source', fiscalYearStart: null, asOf: 'source' },
  context: { idleMinutes: 60, reopen: true },
  privacy: { keepHistory: true, historyDays: null },
  model: { on: false, preset: 'ollama', baseUrl: '', name: '', comments: false, inputPrice: null, outputPrice: null },
}

/** A change: only what is to be different. */
export const SettingsChange = z.object({
  appearance: Appearance.partial(), limits: Limits.partial(), calendar: Calendar.partial(), context: Context.partial(), privacy: Privacy.partial(), model: Model.partial(),
}).partial()
export type SettingsChange = z.infer<typeof SettingsChange>
