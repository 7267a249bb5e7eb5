import type { ChartWord } from '../lexicon.ts'
import { tokenize, type Token } from '../tokens/tokens.ts'
import { find, lineOf, without, wordsAt, type Found, type Line } from './line.ts'
import {
  axisPatterns, axisSortPattern, binPatterns, binUnits, bothAxesPattern, closingPatterns, colourPatterns, countPattern, drawPattern, eachBinPattern, groupPattern, kindPatterns, onAxesPattern, overPattern, recordsPattern, relationPatterns,
  someChartPattern, sortedAxis,
  sortPatterns, totalPattern, type BinUnit,
} from './phrases.ts'

/** What a question asks of its picture. Columns are given in words, to be found among those of the answer. */
export type ChartWords = {
  /** The kind that was named, or that the words imply; none when only some chart is wanted. */
  kind: ChartWord | null
  /** `named` by its name, `implied` by "trend", "proportion", "correlation"; `wanted` when any chart will do. */
  by: 'named' | 'implied' | 'wanted'
  x: Token[]
  y: Token[]
  colour: Token[]
  /** Grouping in plain words: along the axis, or a colour when that is taken. */
  group: Token[]
  sort: { by: 'x' | 'y' | Token[]; direction: 'asc' | 'desc' } | null
  bin: { column: Token[]; unit: BinUnit } | null
  /** The rows behind each name are to be counted. */
  count: boolean
  /** A sum, an average or a count is spoken of. */
  figure: boolean
  /** Axes were named, so that bars have to stand upright. */
  axes: boolean
}

/**
 * Takes what a question says about its chart out of its words. The rest is the question itself, in which these words can no longer be taken for
 * something else. `wanted`: a chart is wanted whatever the words say. `called`: the words, written as one, of the column that is called so, if there is one. Null when no chart is spoken of; the tokens are then as they were.
 */
export function readChartWords(tokens: readonly Token[], wanted: boolean, called: (name: string) => string | null = () => null): { rest: Token[]; chart: ChartWords | null } {
  const reader = new Reader(tokens.flatMap((token) => apart(token, called)))
  reader.readKind()
  if (!wanted && !reader.charted && !/(?:^| )(?:x ?axis|y ?axis) /u.test(reader.line.text)) return { rest: [...tokens], chart: null }
  reader.readSort()
  reader.readBin()
  reader.readAxes()
  reader.readRelation()
  reader.readColour()
  reader.readOver()
  if (reader.take(countPattern) !== null) reader.chart.count = true
  reader.readScope()
  const rest = reader.rest()
  reader.chart.figure = rest.some((word, at) => figures.has(word.lower) && (rest[at + 1]?.lower === 'of' || rest[at - 1]?.lower === 'the'))
  return { rest, chart: reader.chart }
}

/** Who asks for a chart often writes columns as they are called: "hire_date" is one name where there is such a column, and two words elsewhere. */
function apart(token: Token, called: (name: string) => string | null): Token[] {
  const parts = token.kind === 'word' ? token.text.split('_').filter((part) => part !== '') : []
  if (parts.length < 2) return [token]
  const name = called(token.text)
  if (name !== null) return [{ ...token, lower: name, lemma: name, stem: name }]
  return parts.flatMap((part, at) => {
    const start = token.start + token.text.split('_').slice(0, at).reduce((length, before) => length + before.length + 1, 0)
    return tokenize(part).map((word) => ({ ...word, start, end: start + part.length }))
  })
}

class Reader {
  line: Line
  charted = false
  readonly chart: ChartWords = { kind: null, by: 'wanted', x: [], y: [], colour: [], group: [], sort: null, bin: null, count: false, figure: false, axes: false }

  constructor(tokens: readonly Token[]) {
    this.line = lineOf(tokens)
  }

  take(pattern: RegExp, instead = ''): Found | null {
    const found = find(this.line, pattern)
    if (found === null) return null
    this.line = without(this.line, found, instead === '' ? [] : wordsAt(instead, this.line.tokens[found.start]))
    return found
  }

  /** The named kind; a second name ("a bar chart … as bars") is taken out too. */
  readKind(): void {
    for (const { kind, pattern } of kindPatterns) {
      const found = find(this.line, pattern)
      if (found === null) continue
      if (this.chart.kind !== null && kind !== this.chart.kind) continue
      this.remove(found)
      this.chart.kind = kind
      this.chart.by = 'named'
      this.charted = true
    }
    for (const { kind, pattern } of closingPatterns) {
      const found = this.chart.kind === null || kind === this.chart.kind || kind === 'pie' ? find(this.line, pattern) : null
      if (found === null) continue
      // Over time is by month, as the receipt's reading then says.
      if (found.text.endsWith('over time')) this.line = without(this.line, found, wordsAt('by month', this.line.tokens[found.start]))
      else this.remove(found)
      this.imply(kind)
    }
    for (const pattern of [someChartPattern, drawPattern]) {
      const found = find(this.line, pattern)
      if (found === null) continue
      this.remove(found)
      this.charted = true
    }
  }

  readSort(): void {
    for (const pattern of [...sortPatterns, axisSortPattern]) {
      const found = find(this.line, pattern)
      if (found === null) continue
      const direction = found.group('up').length > 0 ? 'asc' : 'desc'
      const words = found.group('words')
      const by = found.group('x').length > 0 ? 'x' : found.group('y').length > 0 ? 'y' : words
      this.chart.axes ||= by !== words && [...found.group('x'), ...found.group('y')].some((token) => sortedAxis.test(token.lower))
      this.line = without(this.line, found)
      this.chart.sort ??= { by, direction }
      return
    }
  }

  readBin(): void {
    for (const pattern of binPatterns) {
      const found = find(this.line, pattern)
      if (found === null) continue
      const unit = binUnits.find((name) => found.group(name).length > 0)
      if (unit === undefined) continue
      this.line = without(this.line, found)
      this.chart.bin ??= { unit, column: found.group('column') }
    }
  }

  readAxes(): void {
    const both = find(this.line, bothAxesPattern) ?? find(this.line, onAxesPattern)
    if (both !== null) {
      const [x, y] = [both.group('x'), both.group('y')]
      this.chart.axes = true
      this.chart.x = x
      this.chart.y = y
      const first = this.line.tokens[both.start]
      const lead = both.start <= 3 && this.line.tokens[both.start - 1]?.lower !== 'show' ? wordsAt('show', first) : []
      const said = both.start <= 3 ? (isTotal(y) ? [...lead, ...rowsOfEach(x)] : measures(y) ? [...lead, ...y, ...wordsAt('for each', y.at(-1)), ...x] : [...lead, ...x, ...wordsAt('and', x.at(-1)), ...y]) : []
      this.line = without(this.line, both, said)
    }
    for (const { axis, pattern } of axisPatterns) {
      const found = find(this.line, pattern)
      if (found === null) continue
      this.chart.axes = true
      if (this.chart[axis].length === 0) this.chart[axis] = found.group('column')
      this.remove(found)
    }
  }

  readRelation(): void {
    for (const { kind, pattern } of relationPatterns) {
      const found = find(this.line, pattern)
      if (found === null) continue
      this.line = without(this.line, found, this.opening(found))
      if (kind !== 'bar' || this.chart.kind === null) this.imply(kind)
    }
  }

  readColour(): void {
    for (const pattern of colourPatterns) {
      const found = find(this.line, pattern)
      if (found === null) continue
      this.chart.colour = found.group('column')
      this.line = without(this.line, found)
    }
    const grouped = find(this.line, groupPattern)
    const split = this.chart.kind?.startsWith('grouped') === true || this.chart.kind === 'stacked bar'
    if (grouped === null) return
    if (!split && this.chart.x.length === 0 && this.chart.bin === null) {
      this.line = without(this.line, grouped, [...wordsAt(measures(this.line.tokens) ? 'for each' : 'and', grouped.group('column')[0]), ...grouped.group('column')])
      return
    }
    this.chart.group = grouped.group('column')
    this.line = without(this.line, grouped)
  }

  /** "Price over name" is the name along the axis and the price upward; a figure over something is one for each. */
  readOver(): void {
    const total = this.chart.x.length > 0 ? null : find(this.line, totalPattern)
    if (total !== null && total.group('right').length < 7) {
      this.chart.x = total.group('right')
      this.line = without(this.line, total, rowsOfEach(this.chart.x))
      return
    }
    const found = this.chart.x.length > 0 ? null : find(this.line, overPattern)
    if (found === null) return
    const [left, right] = [found.group('left'), found.group('right')]
    if (left.some((token) => /^\d/.test(token.lower)) || (/ from (?:different|each|every|various) /u.test(` ${found.text} `) && !measures(left)) || right.length === 0 || right.length > 6 || /^\d/.test(right[0]!.lower) || right[0]!.kind !== 'word') return
    if (right.some((token) => token.lower === 'time')) return
    this.chart.x = right
    const place = right[0]
    const end = left.at(-1)
    const lead = left.findLastIndex((token) => token.lower === 'show' || token.kind === 'mark') + 1
    if (measures(left)) this.line = without(this.line, found, [...left, ...wordsAt('for each', place), ...right])
    else this.line = without(this.line, found, [...left.slice(0, lead), ...right, ...wordsAt('and', end), ...left.slice(lead)])
  }

  /** Which rows are meant is said last, where it cannot be taken for what is shown; and bins alone are a question too. */
  readScope(): void {
    const rows = this.take(recordsPattern)?.group('rows') ?? []
    if (rows.length > 0) this.append([...wordsAt('of the', rows[0]), ...rows])
    if (this.chart.bin === null || this.chart.bin.column.length === 0) return
    this.take(eachBinPattern)
    const said = this.line.tokens.some((token) => token.kind === 'word' && !figures.has(token.lower) && !fillers.has(token.lower))
    if (said) return
    const { column } = this.chart.bin
    if (measures(this.line.tokens)) this.append([...wordsAt('for each', column[0]), ...column])
    else this.line = lineOf([...wordsAt('show', column[0]), ...column])
  }

  private append(words: readonly Token[]): void {
    const last = this.line.tokens.findLastIndex((token) => token.kind !== 'mark') + 1
    this.line = without(this.line, { start: last, end: last }, words)
  }

  /** What is left, begun with a verb where its own was taken. */
  rest(): Token[] {
    const tokens = [...this.line.tokens]
    while (tokens[0]?.kind === 'mark' || tokens[0]?.lower === 'and' || tokens[0]?.lower === 'then') tokens.shift()
    while (tokens.at(-1)?.kind === 'mark' && tokens.at(-2)?.kind === 'mark') tokens.pop()
    return tokens
  }

  private imply(kind: ChartWord): void {
    this.charted = true
    if (this.chart.by === 'named') return
    this.chart.kind = kind
    this.chart.by = 'implied'
  }

  private remove(found: Found): void {
    const next = this.line.tokens[found.end]
    const asks = next === undefined || next.kind === 'mark' || /^(?:what|which|how|who|when|where|show|find|list|give|return|count|for|tell|compute|display|is|are|and|then|please|sort|order|rank|i|we|you|could|can|would|with|where|that|note)$/.test(next.lower)
    this.line = without(this.line, found, asks ? this.opening(found).slice(0, -1) : this.opening(found))
  }

  /** A phrase that opens the question, or its main clause, leaves a plain request in its place. */
  private opening({ start }: Found): Token[] {
    const first = this.line.tokens[start]
    if (first?.kind === 'mark') return [first, ...wordsAt('show', first)]
    return start === 0 || this.line.tokens[start - 1]?.kind === 'mark' ? wordsAt('show', first) : []
  }
}

const figures = new Set(['number', 'numbers', 'count', 'many', 'amount', 'average', 'mean', 'avg', 'sum', 'total', 'maximum', 'minimum', 'max', 'min', 'maximal', 'minimal', 'highest', 'lowest', 'frequency'])

const fillers = new Set(['show', 'and', 'then', 'the', 'of', 'a', 'me', 'give', 'please', 'to', 'for', 'find', 'calculate', 'compute', 'all', 'what', 'are', 'is'])

/** "The total number" alone: of rows, whatever they are. */
const isTotal = (words: readonly Token[]): boolean => words.every((word) => ['the', 'total', 'number', 'count', 'of', 'rows', 'records'].includes(word.lower))

/** "The number of colours for each colour": its rows are counted. */
const rowsOfEach = (words: readonly Token[]): Token[] => [...wordsAt('the number of', words[0]), ...words, ...wordsAt('for each', words.at(-1)), ...words]

/** Whether words speak of a figure made of many rows. */
export const measures = (words: readonly Token[]): boolean => words.some((word) => figures.has(word.lower))
