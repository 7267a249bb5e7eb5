import type { Grain } from '../../../shared/model/plan.ts'
import type { AggregateWord, ChartWord } from '../lexicon.ts'
import type { ConditionPiece, MeasurePiece, Noun, Value } from '../grammar/piece.ts'
import type { PeriodWords } from '../periods/period.ts'

/**
 * How a change was meant: `only` narrows, `exclude` leaves out, `about` puts one thing in place of its like ("what about …"), `also` adds,
 * `instead` replaces, `plain` is bare words.
 */
export type Mood = 'only' | 'exclude' | 'about' | 'and' | 'also' | 'instead' | 'plain'

/** What a removal takes out. */
export type Removed = 'filters' | 'filter' | 'period' | 'limit' | 'groups' | 'compare' | 'order'

/** One change of the plan that a follow-up asks for. `start` and `end` are token positions, end exclusive; `worth` is how well the words fit. */
export type Change = { start: number; end: number; worth: number } & (
  /** `tables` were named beside the values: "EMEA customers". */
  | { kind: 'values'; mood: Mood; values: Value[]; tables: number[] }
  | { kind: 'terms'; mood: Mood; terms: number[] }
  /** A column that holds yes or no. */
  | { kind: 'truth'; mood: Mood; noun: Noun }
  | { kind: 'test'; mood: Mood; piece: ConditionPiece }
  | { kind: 'group'; mood: Mood; nouns: Noun[]; grain: Grain | null }
  | { kind: 'period'; mood: Mood; period: PeriodWords; said: string }
  /** The same stretch of time, so many grains earlier or later. */
  | { kind: 'shift'; grain: Grain; count: number }
  | { kind: 'previous'; grain: Grain; said: PeriodWords | null }
  | { kind: 'derived'; derived: 'share' | 'running' }
  | { kind: 'limit'; count: number; which: 'top' | 'bottom' | 'first'; of: Noun | null; entity: Noun | null }
  | { kind: 'order'; by: Noun | MeasurePiece | null; direction: 'asc' | 'desc' | null; like: 'text' | 'number' | 'time' | 'reverse' | null }
  | { kind: 'chart'; chart: ChartWord }
  | { kind: 'remove'; what: Removed }
  /** `values`: what the same words name among the data; left out when nothing else is called so. */
  | { kind: 'removeNamed'; noun: Noun; all: boolean; values: Value[] }
  | { kind: 'removeValue'; values: Value[] }
  | { kind: 'measure'; mood: Mood; of: Noun | MeasurePiece }
  | { kind: 'aggregate'; name: AggregateWord }
  /** What is understood and not there yet. */
  | { kind: 'reserved'; what: 'why' | 'unit' | 'currency'; said: string }
)
export type ChangeOf<K extends Change['kind']> = Extract<Change, { kind: K }>

/** The changes that a text asks for, in order, and the content words that none of them took. `marked`: the first says by itself that it goes on with what was said. */
export type ChangesRead = { changes: Change[]; missed: number[]; marked: boolean }
