import type { AnyPiece, Target } from '../grammar/piece.ts'
import type { Cover } from '../grammar/cover.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { cueWords, stopWords } from '../lexicon.ts'
import { directionBefore, directionOf } from '../lattice/directions.ts'
import { conditionColumns, type Frame, type FrameCondition } from '../meaning/frame.ts'
import type { Choice } from '../meaning/slots.ts'
import { slotsOf } from '../meaning/slots.ts'
import { measuresOf, tablesOf, timeOf } from '../meaning/tables.ts'
import { readNumber } from '../tokens/numbers.ts'
import type { Token } from '../tokens/tokens.ts'
import { placeFeatures } from './places.ts'
import { dataFeatures, saidFeatures } from './said.ts'
import { shapeOf, type ShapeName } from './shape.ts'
import { logProbability } from './signature.ts'
import { useOf, type Add } from './use.ts'

/** Named numbers about one candidate meaning; the ranker weighs them. */
export type Features = Record<string, number>

export type Candidate = { cover: Cover; choice: Choice; frame: Frame }

/** The features of a candidate: what was linked and left over, what the frame is made of, and how well that fits the words' signature. */
export function featuresOf(candidate: Candidate, tokens: readonly Token[], odds: ReadonlyMap<ShapeName, number>, index: LanguageIndex): Features {
  const features = Object.create(null) as Features
  const add = (name: string, value = 1) => {
    features[name] = (features[name] ?? 0) + value
  }
  add('cover', candidate.cover.score)
  add('links', candidate.choice.score)
  skips(candidate.cover, tokens, add)
  links(candidate, add, index)
  ends(candidate, tokens, add, index)
  structure(candidate.frame, add, index)
  if (candidate.frame.measures.some(({ metric }) => metric !== undefined) || candidate.cover.pieces.some((piece) => piece.kind === 'measure' && piece.asked === true)) add('metricGrouped', candidate.frame.by.length)
  uses(candidate, tokens, index, add)
  if (candidate.frame.notes.includes('displayKey') && tokens.some(({ lemma }) => lemma === 'name')) add('keyForName')
  const shape = shapeOf(candidate.frame, index)
  if (!shape.has('negation') && candidate.cover.pieces.some((piece) => piece.kind === 'cue' && (piece.cue.cue === 'negation' || piece.cue.cue === 'except'))) add('lostNegation')
  for (const [name, value] of odds) {
    const fit = logProbability(value, shape.has(name))
    add(`signature.${name}`, fit)
    add('signature', fit)
  }
  return features
}


function uses({ cover, choice, frame }: Candidate, tokens: readonly Token[], index: LanguageIndex, add: Add): void {
  const use = useOf(frame, index)
  const named = slotsOf(cover).flatMap((slot) => {
    const target = choice.targets.get(slot.key)
    return target === undefined ? [] : [{ slot, target }]
  })
  if (cover.pieces.some((piece) => piece.kind === 'cue' && piece.cue.cue === 'star') && !frame.notes.includes('star')) add('lostStar')
  saidFeatures(frame, named, use, index, add)
  dataFeatures(frame, use, index, add)
  placeFeatures(frame, named, cover.skipped, use, tokens, index, add)
}

function skips(cover: Cover, tokens: readonly Token[], add: Add): void {
  for (const at of cover.skipped) {
    const token = tokens[at]!
    if (token.kind === 'mark') continue
    if (token.kind === 'quoted') add('skip.quote')
    else if (/^\d/.test(token.lower)) add('skip.number')
    else if ((readNumber([token.lower])?.value ?? 0) > 1) add('skip.figure')
    else if (stopWords.has(token.lower) || cueWords.has(token.lower)) add(`skip.${token.lower}`)
    else add(token.capital && at > 0 ? 'skip.capital' : 'skip.word')
  }
}

const bucket = (score: number): string => (score >= 0.93 ? 'exact' : score >= 0.75 ? 'good' : score >= 0.55 ? 'part' : 'weak')

function links(candidate: Candidate, add: Add, index: LanguageIndex): void {
  const { cover, choice } = candidate
  for (const slot of slotsOf(cover)) {
    const target = choice.targets.get(slot.key)
    if (target === undefined) continue
    // The vocabulary's links have no benchmark to learn from: they count as the best of their kind.
    if (target.kind === 'metric' || (target.score > 1 && !inRole(target, index))) add('vocabulary', target.score * (1.5 * (slot.end - slot.start) - 0.5))
    add(`link.${slot.role}.${target.kind === 'metric' ? 'column' : target.kind}.${bucket(target.score)}`)
    if (target.kind === 'metric') add(`role.${slot.role}.measure`)
    else if (target.related) {
      add('link.related')
      add('link.related.near', target.score)
    }
    const best = slot.targets[0]
    if (best !== undefined && best.score > target.score + 0.05) add(`link.notBest.${slot.role}`, best.score - target.score)
    if (target.kind === 'column') add(`role.${slot.role}.${index.columns[target.at]!.role}`)
  }
  for (const piece of cover.pieces) add(`piece.${pieceName(piece)}`)
}

/** Values at the wrong end of a way: "from Los Angeles" as a destination. */
function ends({ cover, choice }: Candidate, tokens: readonly Token[], add: Add, index: LanguageIndex): void {
  for (const slot of slotsOf(cover)) {
    const target = choice.targets.get(slot.key)
    if (slot.role !== 'value' || target?.kind !== 'column') continue
    const held = directionOf(target.at, index)
    const said = directionBefore(tokens, slot.start)
    if (held !== null && said !== null) add(held === said ? 'end.said' : 'end.other')
  }
}

/** Tables in a role are named by more than their name, too, but by the words alone. */
function inRole(target: Target, index: LanguageIndex): boolean {
  return target.kind !== 'metric' && index.tables[target.kind === 'table' ? target.at : index.columns[target.at]!.table]!.role !== undefined
}

function pieceName(piece: AnyPiece): string {
  switch (piece.kind) {
    case 'cue': return `cue.${piece.cue.cue}`
    case 'noun': return piece.count === undefined ? piece.full === true ? 'noun.full' : piece.title === true ? 'noun.title' : 'noun' : 'noun.counted'
    case 'value': return `value.${piece.whole ? 'whole' : 'part'}`
    case 'measure': return piece.asked === true ? 'measure.asked' : `measure.${piece.also === undefined ? '' : 'also.'}${piece.names.length > 1 ? 'many' : piece.names[0]!}`
    case 'condition': return `condition.${piece.test.kind}${piece.of === null ? '.bare' : ''}${piece.test.kind === 'compare' ? piece.test.operand.kind : ''}`
    case 'superlative': return `superlative${piece.often ? '.often' : ''}${piece.adjective === null ? '' : '.adjective'}${piece.of === null ? '.bare' : ''}${piece.counted ? '.counted' : ''}`
    case 'group': return `group${piece.weak ? '.weak' : ''}${piece.grain === null ? '' : '.grain'}`
    case 'order': return `order${piece.of.length === 0 ? '.bare' : ''}`
    case 'values': return `values.${piece.of === null ? 'bare' : 'named'}`
    default: return piece.kind
  }
}

function structure(frame: Frame, add: Add, index: LanguageIndex): void {
  const tables = tablesOf(frame, index)
  add(`tables.${Math.min(5, tables.length)}`)
  add('spread', spread(tables, index))
  for (const note of frame.notes) add(`note.${note}`)
  add(`show.${Math.min(5, frame.show.length)}`)
  const roles = new Set<string>()
  for (const item of frame.show) {
    if (item.kind === 'column' || item.kind === 'group') {
      const column = index.columns[item.kind === 'column' ? item.column : frame.by[item.group]!.column]!
      roles.add(column.role)
      add(`shown.${item.kind}.${column.role}`)
      if (frame.entity !== null && column.table !== frame.entity) add('shown.elsewhere')
    } else add('shown.measure')
  }
  add('countOfOne', countsOfOne(frame, index))
  add('foreignTime', foreignTimes(frame, index))
  if (frame.period !== null) add('period')
  for (const { kind } of frame.compare) add(`compare.${kind}`)
  if (frame.distinct) add('distinct')
  if (frame.split !== null) add(`split.${frame.split.operator}`)
  if (frame.limit !== null && frame.order.length === 0) add('limitWithoutOrder')
  if (frame.having.length > 0 && frame.by.length === 0) add('havingWithoutGroup')
  if (frame.measures.length > 0 && frame.by.length > 0) add('grouped')
  for (const group of frame.by) add(`group.${index.columns[group.column]!.role}${group.key.length > 0 ? '.keyed' : ''}`)
  for (const test of frame.having) add(`having.${test.measure.name}`)
  for (const key of frame.order) add(`order.${key.by.kind === 'measure' ? key.by.measure.name : index.columns[key.by.column]!.role}${frame.limit === null ? '' : '.limit'}`)
  for (const condition of frame.where) test(condition, add, index, '')
  if (frame.present.length > 0) {
    const without = tablesOf({ ...frame, present: [] }, index)
    add('onlyPresent', tables.length - without.length)
  }
}

/** Counts of rows within groups that are those very rows: each would be 1. */
function countsOfOne(frame: Frame, index: LanguageIndex): number {
  const single = (table: number) => frame.by.some(({ column, key }) => {
    const own = index.tables[table]!.key
    const { table: of, distinct, rows } = index.columns[column]!
    if (of === table && rows !== null && rows > 1 && distinct === rows) return true
    return own.length > 0 && own.every((part) => key.includes(part) || (part === column && own.length === 1))
  })
  return measuresOf(frame).filter((measure) => measure.name === 'count' && measure.column === null && measure.metric === undefined && single(measure.table)).length
}

/** Dates and years of other tables that a metric with a date of its own is grouped or filtered by. */
function foreignTimes(frame: Frame, index: LanguageIndex): number {
  const times = measuresOf(frame).flatMap((measure) => (measure.metric === undefined ? [] : (timeOf(measure, index) ?? [])))
  if (times.length === 0) return 0
  const used = [...frame.by.map((group) => group.column), ...frame.where.flatMap(conditionColumns)]
  return used.filter((column) => !times.includes(column) && (index.columns[column]!.role === 'date' || index.columns[column]!.role === 'year')).length
}

function test(condition: FrameCondition, add: Add, index: LanguageIndex, prefix: string): void {
  switch (condition.kind) {
    case 'not': return test(condition.of, add, index, 'not.')
    case 'all': return condition.of.forEach((part) => test(part, add, index, prefix))
    case 'any': return condition.of.forEach((part) => test(part, add, index, 'any.'))
    case 'has': return add(`where.${prefix}has${condition.where.length > 0 ? '.tested' : ''}`)
    case 'term': return add('where.term')
    default: add(`where.${prefix}${condition.kind}.${index.columns[condition.column]!.role}`)
  }
}

/** How many keys a tree over these tables needs at least, roughly: each table's distance to its nearest neighbour. */
function spread(tables: readonly number[], index: LanguageIndex): number {
  let total = 0
  const joined = [tables[0]!]
  for (const table of tables.slice(1)) {
    const nearest = Math.min(...joined.map((other) => index.distances[other]![table]!))
    total += nearest === Infinity ? 10 : nearest
    joined.push(table)
  }
  return total
}
