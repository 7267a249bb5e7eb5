import type { Aggregate, AnyPiece, FormulaPiece, MeasurePiece, Noun } from '../piece.ts'
import { allCues, cuesAt, isWord, past, startingAt, type Chart } from '../chart.ts'

const articles = new Set(['the', 'of', 'their', 'its'])
const together = [['together'], ['combined'], ['in', 'total'], ['added', 'together'], ['summed', 'up']]

/** "price times quantity", "checking and savings together", "days between order date and ship date", "the range of salaries". */
export function formulas(chart: Chart): AnyPiece[] {
  return [...operations(chart), ...sums(chart), ...lengths(chart), ...spreads(chart)]
}

const isNumber = (noun: Noun, chart: Chart): boolean => noun.targets.some(({ kind, at }) => kind === 'column' && chart.index.columns[at]!.role === 'measure')
const isDate = (noun: Noun, chart: Chart): boolean => noun.targets.some(({ kind, at }) => kind === 'column' && chart.index.columns[at]!.role === 'date')
const nounsFrom = (chart: Chart, at: number): Noun[] => past(chart, at, 2, articles).flatMap((start) => startingAt(chart, start, 'noun'))

function operations(chart: Chart): FormulaPiece[] {
  return chart.tokens.flatMap((_, start) => startingAt(chart, start, 'noun').filter((noun) => isNumber(noun, chart)).flatMap((left) => cuesAt(chart, left.end, 'arithmetic').flatMap((cue) =>
    nounsFrom(chart, cue.end).filter((noun) => isNumber(noun, chart)).flatMap((right) => withAggregate(chart, { kind: 'formula', start: left.start, end: right.end, name: null, operator: cue.cue.operator, left, right, score: left.score + right.score + 1.5 })))))
}

/** Two columns of numbers that are said to belong together. */
function sums(chart: Chart): FormulaPiece[] {
  return chart.tokens.flatMap((_, start) => startingAt(chart, start, 'noun').filter((noun) => isNumber(noun, chart) && isWord(chart, noun.end, 'and')).flatMap((left) => nounsFrom(chart, left.end + 1).filter((noun) => isNumber(noun, chart)).flatMap((right) => {
    const said = together.find((words) => words.every((word, step) => isWord(chart, right.end + step, word)))
    return said === undefined ? [] : withAggregate(chart, { kind: 'formula', start: left.start, end: right.end + said.length, name: null, operator: '+', left, right, score: left.score + right.score + 1.6 })
  })))
}

/** "days between order date and ship date", "how many days from … to …". */
function lengths(chart: Chart): FormulaPiece[] {
  return chart.tokens.flatMap((token, at) => {
    if (token.lemma !== 'day' || !isWord(chart, at + 1, 'between', 'from')) return []
    return nounsFrom(chart, at + 2).filter((noun) => isDate(noun, chart) && isWord(chart, noun.end, 'and', 'to', 'until')).flatMap((left) => nounsFrom(chart, left.end + 1).filter((noun) => isDate(noun, chart))
      .flatMap((right) => withAggregate(chart, { kind: 'formula', start: at, end: right.end, name: null, operator: 'days', left, right, score: left.score + right.score + 2.2 })))
  })
}

/** The same with "average", "total" before it. */
function withAggregate(chart: Chart, piece: FormulaPiece): FormulaPiece[] {
  const heads = allCues(chart, 'aggregate').filter((cue) => cue.end === piece.start || (cue.end === piece.start - 1 && isWord(chart, cue.end, 'of', 'number')) || (cue.end === piece.start - 2 && isWord(chart, cue.end, 'number') && isWord(chart, cue.end + 1, 'of')))
  const named = heads.map((cue): FormulaPiece => ({ ...piece, start: cue.start, name: cue.cue.name === 'count' ? null : (cue.cue.name satisfies Aggregate), score: piece.score + cue.score + 0.4 }))
  return [piece, ...named]
}

function spreads(chart: Chart): MeasurePiece[] {
  return allCues(chart, 'spread').flatMap((cue) => nounsFrom(chart, cue.end).filter((noun) => isNumber(noun, chart)).map((noun): MeasurePiece => ({ kind: 'measure', start: cue.start, end: noun.end, names: ['max', 'min'], of: noun, spread: true, score: cue.score + noun.score + 0.4 })))
}
