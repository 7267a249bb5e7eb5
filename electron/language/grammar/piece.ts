import type { CompareOperator, Grain } from '../../../shared/model/plan.ts'
import type { ValueHit } from '../index/values.ts'
import type { PeriodWords } from '../periods/period.ts'
import type { Adjective, Cue } from '../lexicon.ts'

/** What a noun may stand for, by position in the index (metrics and filters: in the glossary). `score` is link quality, 0 to 1; `related` when only words near in meaning name it. */
export type Target =
  | { kind: 'table'; at: number; score: number; related?: true }
  | { kind: 'column'; at: number; score: number; related?: true }
  | { kind: 'metric'; at: number; score: number }

/** Token positions, end exclusive; `score` is what the piece is worth to a cover of the question. */
type Piece<Kind extends string> = { kind: Kind; start: number; end: number; score: number }

/** `count` is how many of it were asked for: "the 3 mountains". */
export type Noun = Piece<'noun'> & { targets: Target[]; count?: number; /** Both parts of a name: "full names". */ full?: boolean; /** "Name" for what names a row without being called a name. */ title?: boolean }
/** A value of some column; hits are the columns that hold it. `whole` is false when the words are only part of the value. */
export type Value = Piece<'value'> & { hits: (ValueHit & { score: number })[]; text: string; whole: boolean }
export type NumberPiece = Piece<'number'> & { value: number; shape: 'number' | 'money' | 'percent' | 'ordinal' | 'times'; text: string }
export type Quoted = Piece<'quoted'> & { text: string }
export type PeriodPiece = Piece<'period'> & { period: PeriodWords }
export type CuePiece = Piece<'cue'> & { cue: Cue }
/** A glossary filter term such as "unpaid"; several when the word describes rows of several tables. */
export type FilterTerm = Piece<'filter'> & { terms: number[] }

export type Aggregate = 'count' | 'countDistinct' | 'sum' | 'avg' | 'min' | 'max'
/** `also` are further nouns under the same aggregate: "the average age and weight". */
export type MeasurePiece = Piece<'measure'> & { names: Aggregate[]; of: Noun | null; also?: Noun[]; /** "The range of salaries": from the lowest to the highest. */ spread?: true; /** "How much did we invoice", "total amount of invoices": what rows come to, though no column is named. */ asked?: true }
/** "price times quantity", "checking and savings together", "days from order date to ship date": a number worked out of two columns of a row. */
export type FormulaPiece = Piece<'formula'> & { name: Aggregate | null; operator: '+' | '-' | '*' | 'days'; left: Noun; right: Noun }

/** The right side of a comparison. */
export type Operand =
  | { kind: 'number'; value: number; text: string }
  /** So often: "more than twice", "at least 3 times". */
  | { kind: 'times'; value: number }
  /** A length of time: "90 days". */
  | { kind: 'span'; value: number; grain: Grain }
  | { kind: 'text'; text: string }
  | { kind: 'period'; period: PeriodWords }
  | { kind: 'value'; value: Value }
  | { kind: 'aggregate'; name: Aggregate; of: Noun | null }
  /** Another column of the row, or the same one of a row that it points to: "than their manager". */
  | { kind: 'noun'; of: Noun }
  /** What the row of this value has: "the same city as Bob"; `of` says of what column or table the value is. */
  | { kind: 'alike'; value: Value; of: Noun | null }
export type Test =
  | { kind: 'compare'; operator: CompareOperator; operand: Operand }
  | { kind: 'between'; low: Operand; high: Operand }
  | { kind: 'text'; match: 'contains' | 'starts' | 'ends'; pattern: string }
  | { kind: 'missing' }
/** A test of what a noun stands for; without a noun, of what the adjective or the operand suggests. */
export type ConditionPiece = Piece<'condition'> & { of: Noun | null; adjective: Adjective | null; test: Test; aggregate: Aggregate | null }

/** "top 3 …", "the highest …", "most common …". `rank` is how many; `of` what is measured, null when only the adjective says. */
export type SuperlativePiece = Piece<'superlative'> & {
  direction: 'max' | 'min'; rank: number; of: Noun | null; adjective: Adjective | null; often: boolean; aggregate: Aggregate | null; counted: boolean
  /** The rows that are ranked, when they stand inside: "top 10 customers by revenue". */
  entity: Noun | null
  /** "Top", "largest": rows themselves are ranked; "most customers" counts them. */
  ranks?: true
  /** "top 3 customers per region by revenue": within what they are ranked. */
  within?: GroupPiece
  /** "Best month": stretches of time are ranked. */
  grain?: Grain
  /** "Best" and "worst" say what is good, not what is more: the worst month for costs has the highest. */
  judges?: true
}
export type GroupPiece = Piece<'group'> & { of: Noun[]; grain: Grain | null; weak: boolean; /** Stretches of the fiscal year. */ fiscal?: true }
export type OrderPiece = Piece<'order'> & { of: (Noun | MeasurePiece)[]; direction: 'asc' | 'desc' }
/** Several values of one column: "red, blue or green". */
export type ValuesPiece = Piece<'values'> & { of: Noun | null; values: Value[]; joined: 'or' | 'and' }

/** "vs prior year", "year over year", "from last month": the same figure earlier. Without a grain the words leave open how much earlier. */
export type EarlierPiece = Piece<'earlier'> & { grain: Grain | null }

export type AnyPiece =
  | Noun | Value | NumberPiece | Quoted | PeriodPiece | CuePiece | FilterTerm | MeasurePiece | ConditionPiece | SuperlativePiece | GroupPiece | OrderPiece | ValuesPiece | EarlierPiece | FormulaPiece
