/** What a default that the engine took means to a reader; null where it changes neither the rows nor the numbers. */
const assumptions = new Map<string, string | null>([
  ['countedByDefault', 'Rows are counted, because no other number was named'],
  ['countedInShort', 'Rows are counted, because no other number was named'],
  ['storedNumber', 'The stored number is shown; nothing is counted'],
  ['bridge', 'The rows that link two tables are counted, not what they link'],
  ['extraDistinct', 'Equal rows are shown once'],
  ['clauseColumn', 'A column that was only mentioned is not shown'],
  ['filterElsewhere', 'A condition of the vocabulary is applied to another table than the one asked about'],
  ['clashAny', 'Two values of one column mean either of them'],
  ['clashBoth', 'Two values of one column mean rows that are in both lists'],
  ['byMainMetric', 'Ranked by the main figure of the vocabulary, because none was named'],
  ['narrowed', 'The budget is narrowed to what the figure beside it is about'],
  ['recent', 'The time up to now, because no other was named'],
  ['displayName', null], ['displayKey', null], ['star', null], ['months', null], ['absent', null], ['extreme', null], ['saidFigure', null], ['portion', null], ['summedRows', null], ['extremeOfRows', null], ['perGroup', null],
])

/** Parts of the question that found no place in the plan. The answer may then be about more than was asked. */
const losses = new Map([
  ['lost', 'A part of the question was not used'],
  ['lostPeriod', 'The period was not used: nothing asked about has a date it could apply to'],
  ['lostGrain', 'The grouping by time was not used: nothing asked about has a date it could apply to'],
  ['lostSuperlative', 'The most or least, first or last was not used'],
  ['lostAverage', 'The average was not taken: of which totals was not said, such as “per customer” or “per month”'],
  ['lostComparison', 'The comparison with an earlier time was not made'],
  ['lostGroup', 'The figure was not split into groups'],
  ['lostRunning', 'The running total was not worked out: it needs a grouping by time'],
])

/** Sorts the names of defaults into sentences that were assumed, and warnings about what was lost. A name without a sentence is spelled out. */
export function toldAssumptions(names: readonly string[]): { assumed: string[]; lost: string[] } {
  const assumed = names.filter((name) => !losses.has(name)).flatMap((name) => {
    const sentence = assumptions.get(name)
    return sentence === null ? [] : [sentence ?? spelled(name)]
  })
  return { assumed: [...new Set(assumed)], lost: names.flatMap((name) => losses.get(name) ?? []) }
}

/** "fiscalYear" → "Fiscal year"; a sentence stays as it is. */
function spelled(name: string): string {
  const words = /^[a-z]+([A-Z][a-z]+)*$/.test(name) ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : name
  return words.charAt(0).toUpperCase() + words.slice(1)
}
