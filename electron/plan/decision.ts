import type { Catalog } from '../../shared/model/catalog.ts'
import { onOneLine } from '../../shared/format/cell-text.ts'
import type { Plan, QueryPlan } from '../../shared/model/plan.ts'
import { readableOrder } from './defaults.ts'
import { orderWords } from './order-words.ts'
import { clause, phrase, span, type Voice } from './phrase.ts'
import { reading, title } from './reading.ts'
import { conjuncts } from './walk.ts'
import { capitalised, listed, naming } from './words.ts'

/** What a plan decides, in the order in which a person would be asked. */
const kinds = ['set', 'measure', 'by', 'show', 'entity', 'filter', 'period', 'compare', 'currency', 'order', 'limit'] as const
type Kind = (typeof kinds)[number]

const questions: Record<Kind, string> = {
  set: 'How do the conditions belong together?', measure: 'Which number do you mean?', by: 'By what should it be split?', filter: 'Which rows do you mean?', period: 'Which time do you mean?',
  show: 'What do you want to see?', entity: 'Which of these is it about?', compare: 'Which comparison do you mean?', currency: 'In which currency?', order: 'In which order?', limit: 'How many of them?',
}
/** What it comes to when a plan says nothing of a kind and another does. */
const absent: Record<Kind, string> = {
  set: 'In one list', measure: 'A list, without a number', by: 'Not split', filter: 'Without a condition', period: 'All time', show: 'The numbers alone', entity: 'Every row',
  compare: 'Without a comparison', currency: 'As it is stored', order: 'In no order', limit: 'All of them',
}
const setWords = { union: 'In either list', intersection: 'In both lists', difference: 'In the first list only' } as const
const mostCharacters = 160
const mostListed = 5

/** One piece of a plan: in short, and so that pieces which differ read differently. */
type Piece = { short: string; long: string }
type Pieces = Partial<Record<Kind, Piece[]>>
type Described = { pieces: Pieces; sentences: string[] }

/** One question that tells plans apart, and what each of them answers to it. */
export type Decision = { question: string; labels: string[] }

/**
 * The first thing that plans decide differently, as a question, and the answer of each plan in a few words: no two alike when the plans read differently.
 * Plans that answer it in the same words are told apart by what they decide differently next.
 */
export function decision(plans: readonly Plan[], catalog: Catalog): Decision {
  const described = plans.map((plan): Described => ({ pieces: piecesOf(plan, catalog), sentences: reading(plan, catalog).split(/(?<=\.) (?=[\p{Lu}“"])/u) }))
  const kind = kinds.find((each) => differs(described, each))
  const isList = kind === 'measure' && described.some(({ pieces }) => pieces.measure === undefined)
  return { question: kind === undefined ? 'Which of these do you mean?' : isList ? questions.show : questions[kind], labels: labelled(described, kinds).map(tidied) }
}

/** How another reading differs from the one that was taken, in a few words; empty when they read alike. */
export function difference(taken: Plan, other: Plan, catalog: Catalog): string {
  const [from = '', to = ''] = decision([taken, other], catalog).labels
  if (from === to) return ''
  return tidied(`${to}, instead of ${/^\p{Lu}\p{Ll}/u.test(from) ? from.charAt(0).toLowerCase() + from.slice(1) : from}`)
}

const textOf = (pieces: readonly Piece[] | undefined, form: keyof Piece): string => JSON.stringify((pieces ?? []).map((piece) => piece[form]))
const differs = (group: readonly Described[], kind: Kind): boolean => new Set(group.map(({ pieces }) => textOf(pieces[kind], 'long'))).size > 1

function labelled(group: readonly Described[], left: readonly Kind[]): string[] {
  if (group.length < 2) return group.map(() => '')
  const at = left.findIndex((kind) => differs(group, kind))
  const kind = left[at]
  const texts = kind === undefined ? byReading(group) : byKind(group, kind)
  const rest = kind === undefined ? [] : left.slice(at + 1)
  return texts.map((text, place) => {
    const alike = group.filter((_, other) => texts[other] === text)
    if (kind === undefined || alike.length < 2) return text
    const further = labelled(alike, rest)[alike.indexOf(group[place]!)] ?? ''
    return further === '' ? text : `${text} · ${further}`
  })
}

/** Conditions that all share tell nothing; of other kinds the whole list is said. */
function byKind(group: readonly Described[], kind: Kind): string[] {
  const shorts = new Set(group.map(({ pieces }) => textOf(pieces[kind], 'short'))).size
  const form = shorts === new Set(group.map(({ pieces }) => textOf(pieces[kind], 'long'))).size ? 'short' : 'long'
  const isShared = (piece: Piece) => kind === 'filter' && group.every(({ pieces }) => (pieces.filter ?? []).some(({ long }) => long === piece.long))
  return group.map(({ pieces }) => {
    const said = (pieces[kind] ?? []).filter((piece) => !isShared(piece)).map((piece) => piece[form])
    if (said.length === 0) return absent[kind]
    const shown = said.length > mostListed ? [...said.slice(0, mostListed - 1), `${said.length - mostListed + 1} more`] : said
    return capitalised(kind === 'by' ? `by ${listed(shown)}` : kind === 'entity' ? `about ${listed(shown)}` : listed(shown))
  })
}

/** The sentences that not all readings share: how numbers are worked out, and from which tables. */
function byReading(group: readonly Described[]): string[] {
  return group.map(({ sentences }) => sentences.filter((sentence) => !group.every((other) => other.sentences.includes(sentence))).join(' ').replace(/\.$/, '') || (sentences[0] ?? ''))
}

function tidied(label: string): string {
  const characters = [...onOneLine(label)]
  return characters.length <= mostCharacters ? characters.join('') : `${characters.slice(0, mostCharacters - 1).join('')}…`
}

function piecesOf(plan: Plan, catalog: Catalog): Pieces {
  if (plan.kind === 'query') return queryPieces(plan, catalog)
  const word = setWords[plan.operator]
  const [left, right] = [piecesOf(plan.left, catalog), piecesOf(plan.right, catalog)]
  const both: Pieces = { set: [{ short: word, long: word }] }
  for (const kind of kinds) {
    const pieces = [...left[kind] ?? [], ...right[kind] ?? []]
    const distinct = pieces.filter(({ long }, at) => pieces.findIndex((other) => other.long === long) === at)
    if (kind !== 'set' && distinct.length > 0) both[kind] = distinct
  }
  return both
}

function queryPieces(plan: QueryPlan, catalog: Catalog): Pieces {
  const names = naming(catalog, plan.tables)
  const labels = new Map([...plan.measures, ...plan.by, ...plan.compare].map((each) => [each.id, each.label]))
  const voice: Voice = { naming: names, ref: (id) => labels.get(id) ?? id, plan: (inner) => title(inner, catalog), rows: plan.entity === undefined ? 'rows' : names.table(plan.entity) }
  const same = (text: string): Piece => ({ short: text, long: text })
  const { period, limit, currency } = plan
  const found: Record<Kind, Piece[]> = {
    set: [],
    measure: plan.measures.map(({ label, value, where }) => ({ short: label, long: `${label} (${phrase(value, voice)}${where === undefined ? '' : ` where ${clause(where, voice)}`})` })),
    by: plan.by.map(({ label, value }) => ({ short: label, long: phrase(value, voice) })),
    filter: [...conjuncts(plan.where).map((part) => same(clause(part, voice))), ...conjuncts(plan.having).map((part) => same(clause(part, voice)))],
    period: period === undefined ? [] : [periodPiece(period, voice)],
    show: plan.show.filter(({ value }) => value.kind !== 'ref').map(({ label, value }) => ({ short: label, long: phrase(value, voice) })),
    entity: plan.entity === undefined ? [] : [same(names.table(plan.entity))],
    compare: plan.compare.map(({ label }) => same(label)),
    currency: currency === undefined ? [] : [same(`${currency.to}, ${currency.rate} rate`)],
    order: plan.order.filter(({ origin }) => origin?.from !== 'default' || origin.name !== readableOrder).map((order) => same(`${phrase(order.by, voice)}, ${orderWords(plan, order, catalog)}`)),
    limit: limit === undefined ? [] : [same(`the first ${limit.count}${(limit.per ?? []).length === 0 ? '' : ` for each ${listed(limit.per!.map(voice.ref))}`}`)],
  }
  return Object.fromEntries(kinds.flatMap((kind) => (found[kind].length === 0 ? [] : [[kind, found[kind]]])))
}

function periodPiece({ label, from, until, columns }: NonNullable<QueryPlan['period']>, voice: Voice): Piece {
  const short = label === '' ? span(from, until) : label
  return { short, long: `${short}, by ${listed(columns.map((column) => phrase(column, voice)))}` }
}
