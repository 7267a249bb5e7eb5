import type { AnyPiece, ConditionPiece, Noun, Target, Value } from '../grammar/piece.ts'
import type { Cover } from '../grammar/cover.ts'
import type { LanguageIndex } from '../index/language-index.ts'

export type Role = 'show' | 'count' | 'sum' | 'extreme' | 'number' | 'literal' | 'period' | 'average' | 'superlative' | 'counted' | 'often' | 'group' | 'order' | 'value' | 'missing' | 'compared'

/** A noun or value of a cover in the role it plays, with what it may stand for. */
export type Slot = { piece: number; key: Noun | Value; role: Role; start: number; end: number; targets: Target[]; context: number | null }

/** One choice of target per slot. */
export type Choice = { targets: Map<Noun | Value, Target>; score: number; anchors: Set<number> }

const width = 6

/** The slots of a cover, in the order of the words. */
export function slotsOf(cover: Cover): Slot[] {
  const slots: Slot[] = []
  cover.pieces.forEach((piece, at) => {
    const add = (noun: Noun | null, role: Role, context: number | null = null) => {
      if (noun !== null) slots.push({ piece: at, key: noun, role, start: noun.start, end: noun.end, targets: noun.targets, context })
    }
    switch (piece.kind) {
      case 'noun': return add(piece, 'show')
      case 'measure':
        add(piece.of, measureRole(piece.names[0]!))
        return piece.also?.forEach((noun) => add(noun, measureRole(piece.names[0]!)))
      case 'superlative':
        add(piece.entity, 'show')
        piece.within?.of.forEach((noun) => add(noun, 'group'))
        return add(piece.of, piece.often ? 'often' : piece.counted ? 'counted' : piece.aggregate === 'sum' || piece.aggregate === 'avg' ? 'sum' : 'superlative')
      case 'formula':
        add(piece.left, piece.operator === 'days' ? 'period' : 'sum')
        return add(piece.right, piece.operator === 'days' ? 'period' : 'sum')
      case 'group': return piece.of.forEach((noun) => add(noun, 'group'))
      case 'order': return piece.of.forEach((key) => (key.kind === 'noun' ? add(key, 'order') : add(key.of, measureRole(key.names[0]!))))
      case 'condition': return conditionSlots(piece, at, slots, add)
      case 'value': slots.push(valueSlot(piece, at)); return
      case 'values': piece.values.forEach((value) => slots.push(valueSlot(value, at, piece.of))); return
      default:
    }
  })
  return slots
}

const measureRole = (name: string): Role => (name === 'count' || name === 'countDistinct' ? 'count' : name === 'min' || name === 'max' ? 'extreme' : 'sum')

function conditionSlots(piece: ConditionPiece, at: number, slots: Slot[], add: (noun: Noun | null, role: Role, context?: number | null) => void): void {
  const { test } = piece
  if (piece.aggregate !== null) return add(piece.of, measureRole(piece.aggregate))
  if (test.kind === 'missing') return add(piece.of, 'missing')
  if (test.kind === 'text') return add(piece.of, 'literal')
  const operand = test.kind === 'between' ? test.low : test.operand
  if (operand.kind === 'noun') {
    add(piece.of, 'compared')
    return add(operand.of, 'compared')
  }
  if (operand.kind === 'alike') {
    add(piece.of, 'group')
    slots.push(valueSlot(operand.value, at, operand.of))
    return
  }
  if (operand.kind === 'aggregate') {
    add(piece.of, 'average')
    return add(operand.of, 'average')
  }
  add(piece.of, operand.kind === 'number' ? 'number' : operand.kind === 'period' ? 'period' : 'literal', operand.kind === 'number' ? operand.value : null)
}

function valueSlot(value: Value, piece: number, of: Noun | null = null): Slot {
  const named = (column: number) => Math.max(0, ...(of?.targets ?? []).map((target) => (target.kind === 'column' && target.at === column ? target.score : 0)))
  return { piece, key: value, role: 'value', start: value.start, end: value.end, context: null, targets: value.hits.map((hit) => ({ kind: 'column', at: hit.column, score: hit.score + 0.6 * named(hit.column) })) }
}

/** The best joint choices of targets: good links that fit their roles and lie near each other in the schema. */
export function resolve(slots: readonly Slot[], index: LanguageIndex): Choice[] {
  const anchors = anchorsOf(slots)
  let beam: Choice[] = [{ targets: new Map(), score: 0, anchors: new Set(anchors.map((anchor) => anchor.table)) }]
  const order = [...slots].sort((left, right) => left.targets.length - right.targets.length || left.start - right.start)
  for (const slot of order) {
    const ranked = slot.targets.map((target) => ({ target, local: target.score + fit(slot, target, index) + nearness(slot, target, anchors, index) }))
      .sort((left, right) => right.local - left.local).slice(0, 8)
    const next: Choice[] = []
    for (const choice of beam) {
      const neighbour = slot.role === 'show' ? beside(slot, slots, choice, index) : null
      for (const { target, local: own } of ranked) {
        const table = tableOf(target, index)
        const local = own + (neighbour !== null && neighbour === table ? 0.15 : 0)
        const fresh = table !== null && !choice.anchors.has(table)
        const tables = fresh ? new Set(choice.anchors).add(table) : choice.anchors
        next.push({ targets: new Map(choice.targets).set(slot.key, target), score: choice.score + local - (fresh ? detour(table, choice.anchors, index) : 0), anchors: tables })
      }
    }
    beam = next.sort((left, right) => right.score - left.score).slice(0, width)
  }
  return beam
}

/** The table of the noun that stands right before in a list ("account name, id"), once chosen. */
function beside(slot: Slot, slots: readonly Slot[], choice: Choice, index: LanguageIndex): number | null {
  const before = slots.find((other) => other.role === 'show' && other.end < slot.start && slot.start - other.end <= 2)
  const target = before === undefined ? undefined : choice.targets.get(before.key)
  return target?.kind === 'column' ? tableOf(target, index) : null
}

type Anchor = { table: number; start: number; end: number }

/** Tables named outright. */
function anchorsOf(slots: readonly Slot[]): Anchor[] {
  return slots.flatMap((slot): Anchor[] => {
    const best = slot.targets[0]
    if (best?.kind !== 'table' || best.score < 0.65 || slot.role === 'value') return []
    return [{ table: best.at, start: slot.start, end: slot.end }]
  })
}

export function tableOf(target: Target, index: LanguageIndex): number | null {
  return target.kind === 'table' ? target.at : target.kind === 'column' ? index.columns[target.at]!.table : null
}

/** Columns of a table that is named close by are meant rather than others of the same name. */
function nearness(slot: Slot, target: Target, anchors: readonly Anchor[], index: LanguageIndex): number {
  const table = tableOf(target, index)
  if (table === null || target.kind === 'table' || anchors.length === 0) return 0
  let best = -0.2
  for (const anchor of anchors) {
    const after = anchor.start - slot.end
    const before = slot.start - anchor.end
    const gap = after >= 0 ? after : before >= 0 ? before + 0.5 : 0
    if (anchor.table === table) best = Math.max(best, gap <= 3 ? 0.55 - 0.07 * gap : 0.28)
    else best = Math.max(best, -0.12 * Math.min(5, index.distances[table]![anchor.table]!))
  }
  return best
}

function detour(table: number, known: ReadonlySet<number>, index: LanguageIndex): number {
  if (known.size === 0) return 0
  const nearest = Math.min(...[...known].map((other) => index.distances[table]![other]!))
  return nearest === Infinity ? 3 : 0.12 * nearest
}

/** How well a target suits the role: sums need numbers, comparisons with dates need dates. */
function fit(slot: Slot, target: Target, index: LanguageIndex): number {
  if (target.kind === 'metric') return metricFit[slot.role]
  if (target.kind === 'table') return tableFit[slot.role]
  const column = index.columns[target.at]!
  const group = column.role === 'measure' ? 'measure' : column.role === 'year' ? 'year' : column.role === 'date' ? 'date' : column.role === 'id' || column.role === 'foreign' ? 'key' : 'text'
  const base = columnFit[slot.role][group]
  if (slot.role === 'number' && slot.context !== null) {
    if (column.role === 'year') return slot.context >= 1000 && slot.context <= 2100 ? 0.4 : -0.5
    if (column.numeric && typeof column.max === 'number' && slot.context > column.max * 20) return base - 0.3
  }
  return base
}

const metricFit: Record<Role, number> = {
  show: 0.35, count: -0.8, sum: 0.45, extreme: 0, number: 0.4, literal: -1, period: -1, average: 0.4, superlative: 0.45, counted: -0.5, often: -1, group: -2, order: 0.4, value: -1, missing: -1, compared: -0.5,
}
const tableFit: Record<Role, number> = {
  show: 0.05, count: 0.25, sum: -1.4, extreme: -1.2, number: 0.05, literal: -0.3, period: -0.3, average: -1, superlative: 0.05, counted: 0.3, often: 0.1, group: 0.05, order: -0.2, value: 0, missing: -0.5, compared: 0.1,
}
const columnFit: Record<Role, Record<'measure' | 'year' | 'date' | 'key' | 'text', number>> = {
  show: { measure: 0, year: 0, date: 0, key: -0.1, text: 0 },
  count: { measure: -0.1, year: -0.1, date: -0.1, key: 0.05, text: 0.05 },
  sum: { measure: 0.35, year: -0.3, date: -1.2, key: -1.1, text: -0.9 },
  extreme: { measure: 0.35, year: 0.2, date: 0.25, key: -0.8, text: -0.4 },
  number: { measure: 0.35, year: 0, date: -0.1, key: -0.1, text: -0.35 },
  literal: { measure: -0.6, year: -0.5, date: -0.1, key: 0, text: 0.2 },
  period: { measure: -0.8, year: 0.4, date: 0.4, key: -1, text: -0.6 },
  average: { measure: 0.35, year: 0, date: -0.2, key: -1, text: -0.6 },
  superlative: { measure: 0.35, year: 0.25, date: 0.25, key: -0.4, text: -0.2 },
  counted: { measure: -0.1, year: -0.3, date: -0.3, key: 0, text: 0 },
  often: { measure: -0.1, year: 0.1, date: 0, key: 0.1, text: 0.25 },
  group: { measure: -0.2, year: 0.1, date: 0.05, key: 0.05, text: 0.1 },
  order: { measure: 0.1, year: 0.1, date: 0.1, key: -0.1, text: 0.05 },
  value: { measure: 0, year: 0, date: 0, key: 0, text: 0.02 },
  missing: { measure: 0, year: 0, date: 0.1, key: 0, text: 0.1 },
  compared: { measure: 0.25, year: 0.15, date: 0.15, key: -0.5, text: 0 },
}

/** The target chosen for a noun or value, if any. */
export const chosen = (choice: Choice, key: AnyPiece | null): Target | null => (key === null ? null : (choice.targets.get(key as Noun) ?? null))
