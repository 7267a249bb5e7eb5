import type { AnyPiece, MeasurePiece, Noun, Target } from '../piece.ts'
import { allCues, isWord, past, startingAt, type Chart } from '../chart.ts'
import { amountsOf, openAmountsOf } from '../../index/amounts.ts'
import { moneyVerbs } from '../../lexicon.ts'
import { lemma } from '../../tokens/lemma.ts'

const auxiliaries = ['did', 'do', 'does', 'have', 'has', 'had', 'is', 'are', 'was', 'were', 'will', 'been']
const before = new Set(['the', 'a', 'an', 'of', 'per', 'by', 'each', 'every', 'for', 'in', 'our', 'my', 'their', 'his', 'her', 'total', 'average', 'all'])
const quantities = ['amount', 'amounts', 'value', 'values', 'sum', 'money']
const between = new Set(['the', 'of', 'all', 'our', 'value', 'values', 'amount', 'amounts', 'sum', 'money'])
const farthest = 9
const direct = 1.06
const indirect = 0.9

/** "How much did we invoice", "how much was paid": what the rows come to that the verb speaks of. "Total amount of invoices": what they come to. */
export function amounts(chart: Chart): AnyPiece[] {
  return [...asked(chart), ...totals(chart)]
}

function asked(chart: Chart): MeasurePiece[] {
  return allCues(chart, 'ask').filter(({ cue }) => cue.ask === 'howMuch').flatMap(({ start, score }): MeasurePiece[] => {
    const helper = [start + 2, start + 3, start + 4].find((at) => isWord(chart, at, ...auxiliaries))
    if (helper === undefined) return []
    for (let at = helper + 1; at < Math.min(chart.tokens.length, helper + farthest); at++) {
      const { kind, lower } = chart.tokens[at]!
      if (kind !== 'word' || before.has(chart.tokens[at - 1]!.lower)) continue
      const targets = targetsOfVerb(lower, chart)
      if (targets.length === 0) continue
      const of: Noun = { kind: 'noun', start: at, end: at + 1, targets, score: targets[0]!.score }
      const piece: MeasurePiece = { kind: 'measure', start: at, end: at + 1, names: ['sum'], of, asked: true, score: score + of.score + 0.6 }
      return [piece, ...spentOn(chart, piece)]
    }
    return []
  })
}

/** "How much did we spend on travel": travel says all of it. */
function spentOn(chart: Chart, piece: MeasurePiece): MeasurePiece[] {
  if (!isWord(chart, piece.end, 'on', 'for')) return []
  return past(chart, piece.end + 1, 1).flatMap((at) => startingAt(chart, at, 'noun')).flatMap((noun): MeasurePiece[] => {
    const targets = noun.targets.filter(({ kind }) => kind === 'metric')
    return targets.length === 0 ? [] : [{ ...piece, end: noun.end, of: { ...noun, targets }, score: piece.score + noun.score + 0.4 }]
  })
}

/** What a verb of money comes to: a figure of the vocabulary, or the amount of the rows that it makes ("pay" makes payments). The first name that there is counts. */
function targetsOfVerb(verb: string, chart: Chart): Target[] {
  const { index } = chart
  for (const names of moneyVerbs(verb)) {
    const found = names.split('|').flatMap((name): Target[] => {
      const metrics = (index.terms.get(name) ?? []).flatMap((entry): Target[] => (entry.kind === 'metric' ? [{ kind: 'metric', at: entry.metric, score: direct }] : []))
      if (metrics.length > 0) return metrics
      return index.tables.flatMap(({ at, words, role }): Target[] => {
        return role !== undefined || words.at(-1) !== lemma(name) ? [] : columns(amountsOf(at, index), direct)
      })
    })
    const unpaid = names === 'unpaid' ? index.tables.flatMap(({ at }) => columns(openAmountsOf(at, index), direct)) : []
    if (found.length + unpaid.length > 0) return [...found, ...unpaid]
  }
  return []
}

/** "Total amount of invoices", "average value of the payments", "average invoice": money is meant, not how many there are. */
function totals(chart: Chart): MeasurePiece[] {
  return allCues(chart, 'aggregate').filter(({ cue }) => cue.name !== 'count').flatMap(({ cue, start, end, score }) => {
    const made = (of: Noun, extra: number): MeasurePiece => ({ kind: 'measure', start, end: of.end, names: [cue.name], of, asked: true, score: score + of.score + extra })
    const ofRows = past(chart, end, 4, between).flatMap((at) => startingAt(chart, at, 'noun').flatMap((noun): MeasurePiece[] => {
      // "Average invoice amount", "average order value".
      const after = isWord(chart, noun.end, ...quantities, 'size', 'volume')
      const said = after || chart.tokens.slice(start, at).some(({ lower }) => quantities.includes(lower))
      if (!said && (cue.name === 'sum' || chart.index.glossary === null)) return []
      const targets = noun.targets.flatMap((target) => (target.kind === 'table' && target.score >= indirect ? columns(amountsOf(target.at, chart.index), target.score) : []))
      return targets.length === 0 ? [] : [made({ ...noun, end: after ? noun.end + 1 : noun.end, targets }, 2)]
    }))
    return [...ofRows, ...bare(chart, end).map((noun) => made(noun, 0.6))]
  })
}

/** "Total amount by customer": of what is not said, and no column is called just that. The rows that have a date of their own are meant. */
function bare(chart: Chart, at: number): Noun[] {
  const exact = startingAt(chart, at, 'noun').some(({ targets }) => targets.some(({ kind, score }) => kind !== 'table' && score > indirect))
  if (!isWord(chart, at, 'amount', 'amounts') || isWord(chart, at + 1, 'of') || exact) return []
  const targets = chart.index.tables.flatMap((table) => (table.role !== undefined || table.time === null ? [] : columns(amountsOf(table.at, chart.index), indirect)))
  return targets.length === 0 ? [] : [{ kind: 'noun', start: at, end: at + 1, targets, score: indirect }]
}

const columns = (found: readonly number[], score: number): Target[] => found.map((at) => ({ kind: 'column', at, score }))
