import type { Plan } from '../../shared/model/plan.ts'
import type { Cell } from '../../shared/model/value.ts'

/** What a reading finds, its first rows; null when that is not known, because it takes too long or fails. */
export type Finds = (plan: Plan) => Promise<Cell[][] | null>

type Read = { plan: Plan; score: number; confidence: number }
type Tried<Reading> = { reading: Reading; found: string | null; isNothing: boolean }

/** More rows than this are not compared. */
export const comparedRows = 200
/** What agreement counts for beside the confidence of the words; together they are a confidence again. Chosen on training databases and paraphrases. */
const agreementWeight = 0.5
/** The most that is believed of the words when their best reading finds nothing. */
const unlikely = 0.05

/**
 * Readings after each was tried on the data. Those that find nothing step behind those that find something, for a value was then most likely taken for
 * one of the wrong column; of several that find the same rows the first is kept. `confidence` is that the first is right, 0 to 1: what the words say,
 * and how much of all that was read finds these very rows.
 */
export async function tryReadings<Reading extends Read>(readings: readonly Reading[], finds: Finds): Promise<{ readings: Reading[]; confidence: number }> {
  const tried: Tried<Reading>[] = []
  for (const reading of readings) tried.push(foundBy(reading, await finds(reading.plan)))
  const ordered = [...tried.filter(({ isNothing }) => !isNothing), ...tried.filter(({ isNothing }) => isNothing)]
  const distinct = ordered.filter(({ found }, at) => found === null || ordered.findIndex((other) => other.found === found) === at)
  const [best] = distinct
  if (best === undefined) return { readings: [], confidence: 0 }
  const said = best === tried[0] && !best.isNothing ? best.reading.confidence : Math.min(tried[0]!.reading.confidence, unlikely)
  const agreeing = tried.filter((other) => other === best || (other.found !== null && other.found === best.found))
  return { readings: distinct.map(({ reading }) => reading), confidence: agreedConfidence({ confidence: said }, agreeing.map(({ reading }) => reading), tried.map(({ reading }) => reading)) }
}

/** How sure a reading is when some of all that was read find its very rows, each weighed by its score. */
export function agreedConfidence({ confidence }: Pick<Read, 'confidence'>, agreeing: readonly Pick<Read, 'score'>[], all: readonly Pick<Read, 'score'>[]): number {
  const highest = Math.max(...all.map(({ score }) => score))
  const weight = (some: readonly Pick<Read, 'score'>[]): number => some.reduce((sum, { score }) => sum + Math.exp(score - highest), 0)
  return (confidence + (agreementWeight * weight(agreeing)) / weight(all)) / (1 + agreementWeight)
}

/** Rows as a text that is the same for the same rows in another order, as long as they are all here. */
function foundBy<Reading>(reading: Reading, rows: Cell[][] | null): Tried<Reading> {
  if (rows === null) return { reading, found: null, isNothing: false }
  const lines = rows.slice(0, comparedRows).map((row) => JSON.stringify(row))
  return { reading, found: (rows.length < comparedRows ? lines.sort() : lines).join('\n'), isNothing: isNothing(rows) }
}

/** No rows, or one that holds only nulls and zeros. */
const isNothing = (rows: Cell[][]): boolean => rows.length === 0 || (rows.length === 1 && rows[0]!.every((cell) => cell === null || cell === 0 || cell === '0'))
