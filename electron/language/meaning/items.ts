import type { AnyPiece, GroupPiece, SuperlativePiece, Target } from '../grammar/piece.ts'
import type { Grain } from '../../../shared/model/plan.ts'
import type { Cover } from '../grammar/cover.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { stopWords, type AggregateWord, type AskWord } from '../lexicon.ts'
import type { PeriodWords } from '../periods/period.ts'
import { timesOf } from '../periods/times.ts'
import type { Token } from '../tokens/tokens.ts'
import { readTest } from './against.ts'
import { readAgain, valueTest } from './conditions.ts'
import { rowsOf, type FrameCondition, type FrameHaving, type FrameMeasure } from './frame.ts'
import { formulaOf } from './formula.ts'
import { chosen, type Choice } from './slots.ts'
import { isTotal, metricMeasure } from './tables.ts'

type At = { start: number; end: number; /** Inside a relative clause ("… who have a pet"). */ clause: boolean; negated: boolean; /** "or" stands right before. */ or: boolean }
export type Item = At & (
  | { kind: 'table'; table: number }
  | { kind: 'column'; column: number; distinct: boolean }
  | { kind: 'measure'; measures: FrameMeasure[]; numberOf: boolean }
  | { kind: 'where'; condition: FrameCondition; table: number | null; value: boolean }
  | { kind: 'having'; having: FrameHaving }
  | { kind: 'superlative'; piece: SuperlativePiece; target: { kind: 'table' | 'column' | 'metric'; at: number } | null; plural: boolean }
  | { kind: 'group'; targets: { kind: 'table' | 'column'; at: number }[]; grain: Grain | null; weak: boolean; fiscal?: true; /** "Revenue per invoice". */ per?: true; /** The stretches of time that a superlative ranks. */ ranked?: true }
  | { kind: 'period'; period: PeriodWords }
  | { kind: 'filter'; terms: number[] }
  /** `from`: where a test of the part begins ("which share of invoices are overdue"). */
  | { kind: 'derived'; derived: 'share' | 'running' | 'versus'; from?: number }
  /** "growth", "the difference between". */
  | { kind: 'changed'; percent: boolean }
  | { kind: 'earlier'; grain: Grain | null }
  /** "as a percentage of", "divided by". */
  | { kind: 'ratio'; operator: '/' | '+'; percent: boolean }
  | { kind: 'order'; keys: ({ kind: 'column'; column: number } | { kind: 'measure'; measure: FrameMeasure })[]; direction: 'asc' | 'desc' }
  | { kind: 'star' }
  /** How many rows are wanted, where no superlative says it itself. */
  | { kind: 'wanted'; count: number }
  /** Words that were taken up but mean nothing here; `whole` when nothing else is worth saying without them. */
  | { kind: 'lost'; whole: boolean }
  | { kind: 'ask'; ask: AskWord }
  | { kind: 'both' }
  | { kind: 'either' }
)

export type ItemOf<K extends Item['kind']> = Extract<Item, { kind: K }>

/** The items of one kind, in order. */
export const ofKind = <K extends Item['kind']>(items: readonly Item[], kind: K): ItemOf<K>[] => items.filter((item): item is ItemOf<K> => item.kind === kind)

const clauseWords = new Set(['who', 'that', 'which', 'whose', 'where', 'with', 'having', 'have', 'has', 'had', 'without', 'when', 'whom', 'than', 'did', 'does', 'do', 'by', 'were', 'was', 'under', 'using'])
const inPercent = new Set(['growth', '%', 'percent', 'percentage', 'rate'])
const openers = new Set(['which', 'where', 'when', 'who', 'whose', 'do', 'does', 'did', 'was', 'were', 'have', 'has'])

/** The pieces of a cover with their targets chosen, in order, each knowing its clause and negation. */
export function itemsOf(cover: Cover, choice: Choice, tokens: readonly Token[], index: LanguageIndex): Item[] {
  const items: Item[] = []
  const named = namedTables(choice)
  const changes = cover.pieces.some((piece) => piece.kind === 'cue' && piece.cue.cue === 'changed')
  let negated = false
  let distinct = false
  /** "how many" that waits for its noun: "how many female students". */
  let pending: AggregateWord | null = null
  let clause = false
  /** "or" was said and what it joins is still to come. */
  let either = false
  /** What the adjective of the comparison before is about. */
  let compared: string[] | null = null
  let last = 0
  cover.pieces.forEach((piece, position) => {
    const gap = tokens.slice(last, piece.start).map((token) => token.lower)
    if (gap.some((word, at) => clauseWords.has(word) && !(last + at === 0 && openers.has(word)))) clause = true
    const or = either || gap.includes('or') || (piece.kind !== 'cue' && tokens[piece.start - 1]?.lower === 'or')
    last = piece.end
    const at: At = { start: piece.start, end: piece.end, clause, negated, or }
    const add = (item: Item) => items.push(item)
    switch (piece.kind) {
      case 'cue': {
        const { cue } = piece
        either = or || (cue.cue === 'either' && tokens[piece.start]!.lower === 'or')
        const denied = cue.cue === 'negation' ? deniedSubject(items, piece.start, tokens) : undefined
        if (denied !== undefined) denied.negated = true
        else if (cue.cue === 'negation' || cue.cue === 'except') { negated = true; clause = true }
        else if (cue.cue === 'distinct') distinct = true
        else if (cue.cue === 'star') add({ ...at, kind: 'star' })
        else if (cue.cue === 'aggregate') pending = cue.name
        else if (cue.cue === 'either' && tokens[piece.start]!.lower === 'either') add({ ...at, kind: 'either' })
        else if (cue.cue === 'both') { add({ ...at, kind: 'both' }) }
        else if (cue.cue === 'share' || cue.cue === 'running' || cue.cue === 'versus') add({ ...at, kind: 'derived', derived: cue.cue, ...(cue.cue === 'share' ? partFrom(tokens, piece.end) : {}) })
        else if (cue.cue === 'ratio') add({ ...at, kind: 'ratio', operator: '/', percent: tokens[piece.start]!.lower === 'as' || tokens[piece.start]!.lower === 'in' })
        else if (cue.cue === 'arithmetic') add(cue.operator === '-' ? { ...at, kind: 'changed', percent: false } : { ...at, kind: 'ratio', operator: '+', percent: false })
        else if (cue.cue === 'changed') add({ ...at, kind: 'changed', percent: tokens.slice(piece.start, piece.end).some((token) => inPercent.has(token.lower)) })
        else if (cue.cue === 'whose' && piece.start > 0 && clauseWords.has(tokens[piece.start]!.lower)) clause = true
        else if (cue.cue === 'ask') {
          if (cue.ask !== 'which' || piece.start === 0 || !clause) {
            add({ ...at, kind: 'ask', ask: cue.ask })
            if (cue.ask !== 'which' && cue.ask !== 'who' && cue.ask !== 'when' && cue.ask !== 'where') clause = false
          }
          if (piece.start > 0 && ['which', 'who', 'when', 'where'].includes(cue.ask)) clause = true
        }
        return
      }
      case 'noun': {
        const target = chosen(choice, piece)
        if (piece.count !== undefined) add({ ...at, kind: 'wanted', count: piece.count })
        if (pending !== null && target !== null) {
          const measures = measuresOf({ kind: 'measure', start: piece.start, end: piece.end, score: 0, names: [pending === 'count' && distinct ? 'countDistinct' : pending], of: piece }, choice, index)
          pending = null
          if (measures.length > 0) add({ ...at, kind: 'measure', measures, numberOf: measures[0]!.name === 'sum' && isCount(piece) })
          break
        }
        if (target?.kind === 'table') add({ ...at, kind: 'table', table: target.at })
        else if (target?.kind === 'column') {
          const { truth, table } = index.columns[target.at]!
          if (truth !== null && (clause || negated)) add({ ...at, kind: 'where', condition: { kind: 'compare', column: target.at, operator: negated || truth.yes !== null ? '=' : '!=', value: negated ? truth.no : (truth.yes ?? truth.no) }, table, value: true, negated: false })
          else for (const column of piece.full === true ? index.tables[table]!.display : [target.at]) add({ ...at, kind: 'column', column, distinct })
        } else if (target?.kind === 'metric') add({ ...at, kind: 'measure', measures: [metricMeasure(target.at, index, piece.start, piece.end)], numberOf: false })
        break
      }
      case 'measure': {
        const measures = measuresOf(piece, choice, index)
        if (piece.spread === true && measures.length === 2) add({ ...at, kind: 'changed', percent: false })
        if (measures.length > 0) add({ ...at, kind: 'measure', measures, numberOf: measures[0]!.name === 'sum' && isCount(piece) })
        break
      }
      case 'formula': {
        const measure = formulaOf(piece, choice, index)
        add(measure === null ? { ...at, kind: 'lost', whole: false } : { ...at, kind: 'measure', measures: [measure], numberOf: false })
        break
      }
      case 'condition': {
        const read = readTest(piece, choice, rolesFirst(cover.pieces.slice(0, position), choice, named, index), index)
        const before = ofKind(items, 'where').at(-1)?.condition
        const opposite = piece.adjective !== null && piece.of === null && or && compared?.every((word) => piece.adjective!.columns.includes(word)) === true
        const again = before?.kind === 'compare' && (opposite || (read.where === null && read.having === null)) ? readAgain(opposite ? { ...piece, adjective: null } : piece, before.column, choice, index) : null
        compared = piece.adjective?.columns ?? null
        const countedValue = countsValue(piece, cover.pieces[position + 1], choice, index)
        if (again !== null) add({ ...at, kind: 'where', condition: again, table: ofKind(items, 'where').at(-1)!.table, value: false })
        else if (read.where !== null) add({ ...at, kind: 'where', condition: read.where, table: read.table, value: false })
        else if (read.having !== null) add({ ...at, kind: 'having', having: read.having })
        else if (countedValue !== null) add({ ...at, kind: 'having', having: countedValue })
        else if (timesOf(piece.test).length > 0 && piece.of === null) for (const period of timesOf(piece.test, changes)) add({ ...at, kind: 'period', period })
        else add({ ...at, kind: 'lost', whole: piece.test.kind === 'compare' && (piece.test.operand.kind === 'noun' || piece.test.operand.kind === 'alike') })
        clause = true
        break
      }
      case 'value': case 'values': {
        const values = piece.kind === 'value' ? [piece] : piece.values
        const tests = values.flatMap((value) => {
          const target = chosen(choice, value)
          if (target?.kind !== 'column') return []
          const also = value.hits.find((hit) => hit.column === target.at)?.also
          const other = also === undefined ? [] : [{ column: also.column, test: { kind: 'values' as const, column: also.column, values: [also.value] } }]
          return [{ column: target.at, test: valueTest(value, target.at, '=') }, ...other]
        })
        tests.forEach(({ column, test }, position) => {
          if (test !== null) add({ ...at, kind: 'where', condition: test, table: index.columns[column]!.table, value: true, or: position > 0 ? piece.kind === 'values' && piece.joined === 'or' : or })
        })
        break
      }
      case 'period': {
        add({ ...at, kind: 'period', period: piece.period })
        break
      }
      case 'filter':
        add({ ...at, kind: 'filter', terms: piece.terms })
        return
      case 'superlative': {
        const target = chosen(choice, piece.of)
        const entity = chosen(choice, piece.entity)
        if (entity?.kind === 'table') add({ ...at, kind: 'table', table: entity.at })
        else if (entity?.kind === 'column') add({ ...at, kind: 'column', column: entity.at, distinct: false })
        const within = piece.within === undefined ? null : groupItem(piece.within, { ...at, start: piece.within.start, end: piece.within.end }, choice)
        if (within !== null) add(within)
        if (piece.grain !== undefined) add({ ...at, kind: 'group', targets: [], grain: piece.grain, weak: false, ranked: true })
        add({ ...at, kind: 'superlative', piece, target, plural: piece.start === 0 && tokens.slice(1, 4).some((token) => token.kind === 'word' && token.lower !== token.lemma && !stopWords.has(token.lower)) })
        break
      }
      case 'group': {
        const by = piece.of.length === 1 && piece.grain === null && tokens[piece.start]!.lower === 'per' ? chosen(choice, piece.of[0]!) : null
        if (by?.kind === 'metric') {
          add({ ...at, kind: 'ratio', operator: '/', percent: false })
          add({ ...at, kind: 'measure', measures: [metricMeasure(by.at, index, piece.start, piece.end)], numberOf: false })
          break
        }
        const group = groupItem(piece, at, choice)
        // Nothing is grouped by a number.
        add(group?.kind === 'group' && tokens[piece.start]!.lower === 'per' ? { ...group, per: true } : group ?? { ...at, kind: 'lost', whole: false })
        break
      }
      case 'earlier':
        add({ ...at, kind: 'earlier', grain: piece.grain })
        break
      case 'order':
        add({ ...at, kind: 'order', direction: piece.direction, keys: piece.of.flatMap((key) => orderKey(key, choice, named, index)) })
        break
      default:
    }
    negated = false
    distinct = false
    if (piece.kind !== 'noun') either = false
  })
  // "how many engineers are older than 30", where engineers are a value: the rows that hold it are counted.
  const of = ofKind(items, 'where').find((item) => item.table !== null)
  if (pending === 'count' && of !== undefined) {
    const { start, end } = of
    items.push({ start, end, clause: false, negated: false, or: false, kind: 'measure', numberOf: false, measures: [rowsOf(named[0] ?? of.table!, start, end)] })
  }
  return items
}

/** "that Ann visited but Bob did not visit": what stands between "but" and the negation is what is denied. */
function deniedSubject(items: readonly Item[], negation: number, tokens: readonly Token[]): ItemOf<'where'> | undefined {
  const last = items.at(-1)
  const between = tokens.slice(last?.end ?? 0, negation)
  return last?.kind === 'where' && last.value && tokens[last.start - 1]?.lower === 'but' && between.length <= 1 && between.every((token) => stopWords.has(token.lower)) ? last : undefined
}

/** "whose manager is older than 50" is about the manager. */
function rolesFirst(before: readonly AnyPiece[], choice: Choice, named: readonly number[], index: LanguageIndex): readonly number[] {
  const last = before.findLast((piece) => piece.kind !== 'cue')
  const target = last?.kind === 'noun' ? chosen(choice, last) : null
  return target?.kind === 'table' && index.tables[target.at]!.role !== undefined ? [target.at, ...named] : named
}

function groupItem(piece: GroupPiece, at: At, choice: Choice): Item | null {
  const targets = piece.of.flatMap((noun) => { const target = chosen(choice, noun); return target === null || target.kind === 'metric' ? [] : [target] })
  return targets.length === 0 && piece.grain === null ? null : { ...at, kind: 'group', weak: piece.weak, grain: piece.grain, targets, ...(piece.fiscal === true ? { fiscal: true } : {}) }
}

/** "at least 10 professors", where professors are a value: so many rows that hold it. */
function countsValue(piece: Extract<AnyPiece, { kind: 'condition' }>, next: AnyPiece | undefined, choice: Choice, index: LanguageIndex): FrameHaving | null {
  const { test } = piece
  if (next?.kind !== 'value' || next.start !== piece.end || piece.of !== null || piece.adjective !== null || test.kind !== 'compare' || test.operand.kind !== 'number') return null
  const target = chosen(choice, next)
  return target?.kind === 'column' ? { measure: rowsOf(index.columns[target.at]!.table, piece.start, next.end), operator: test.operator, value: test.operand.value } : null
}

/** Where what is said of a part begins: after "are", "that", "comes from". */
function partFrom(tokens: readonly Token[], after: number): { from?: number } {
  const at = tokens.findIndex((token, position) => position > after && parting.has(token.lower))
  return at < 0 ? {} : { from: at }
}
const parting = new Set(['is', 'are', 'was', 'were', 'has', 'have', 'had', 'that', 'which', 'who', 'comes', 'come', 'came', 'with', 'without', 'did', 'do', 'does'])

const isCount = (piece: AnyPiece) => piece.kind === 'measure' && piece.names[0] === 'count'

function namedTables(choice: Choice): number[] {
  const tables: number[] = []
  for (const target of [...choice.targets].sort(([left], [right]) => left.start - right.start).map(([, target]) => target)) if (target.kind === 'table') tables.push(target.at)
  for (const table of choice.anchors) tables.push(table)
  return [...new Set(tables)]
}

function measuresOf(piece: Extract<AnyPiece, { kind: 'measure' }>, choice: Choice, index: LanguageIndex): FrameMeasure[] {
  return [piece.of, ...(piece.also ?? [])].flatMap((noun) => measuresOfNoun(piece, chosen(choice, noun), index))
}

function measuresOfNoun(piece: Extract<AnyPiece, { kind: 'measure' }>, target: Target | null, index: LanguageIndex): FrameMeasure[] {
  if (target === null) return []
  if (target.kind === 'metric') {
    const measure = metricMeasure(target.at, index, piece.start, piece.end)
    return [piece.names.includes('avg') && isTotal(target.at, index) ? { ...measure, averaged: true } : measure]
  }
  return piece.names.map((name): FrameMeasure => {
    const place = { start: piece.start, end: piece.end }
    if (target.kind === 'table') return { name: name === 'countDistinct' ? 'countDistinct' : 'count', column: null, table: target.at, ...place }
    const column = index.columns[target.at]!
    if (name === 'count' && column.role === 'measure') return { name: 'sum', column: column.at, table: column.table, ...place }
    if (name === 'count' && column.role === 'id') return { name: 'count', column: null, table: column.table, ...place }
    return { name: name === 'count' ? 'countDistinct' : name, column: column.at, table: column.table, ...place }
  })
}

function orderKey(key: Extract<AnyPiece, { kind: 'order' }>['of'][number], choice: Choice, named: readonly number[], index: LanguageIndex): Extract<Item, { kind: 'order' }>['keys'] {
  const shown = [...choice.targets.values()].map((target) => (target.kind === 'table' ? target.at : target.kind === 'column' ? index.columns[target.at]!.table : null)).find((table) => table !== null)
  const rows = named[0] ?? shown
  if (key.kind === 'measure' && key.of === null) return rows === undefined ? [] : [{ kind: 'measure', measure: rowsOf(rows, key.start, key.end) }]
  if (key.kind === 'measure') {
    return measuresOf(key, choice, index).map((measure) => (key.names[0] === 'count' && measure.name === 'sum' && measure.column !== null ? { kind: 'column', column: measure.column } : { kind: 'measure', measure }))
  }
  const target = chosen(choice, key)
  if (target?.kind === 'column') return [{ kind: 'column', column: target.at }]
  if (target?.kind === 'metric') return [{ kind: 'measure', measure: metricMeasure(target.at, index, key.start, key.end) }]
  if (target?.kind === 'table') return index.tables[target.at]!.display.slice(0, 1).map((column) => ({ kind: 'column', column }))
  return []
}
