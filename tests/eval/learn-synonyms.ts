import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { stopWords } from '../../electron/language/lexicon.ts'
import { tokenize, type Token } from '../../electron/language/tokens/tokens.ts'
import { split } from './holdout.ts'

/**
 * Learns which words people use for one another: what was put in place of what when the training questions were said again, in several databases.
 * node tests/eval/learn-synonyms.ts --questions FILE
 */
type Question = { db_id: string; question: string; paraphrase?: string }

const leastDatabases = 2
const longest = 2
const counting = new Set(['different', 'distinct', 'unique', 'number', 'amount', 'total', 'various'])
const { values: options } = parseArgs({ options: { questions: { type: 'string' } } })
if (options.questions === undefined) throw new Error('Give --questions FILE.')
const everything = JSON.parse(readFileSync(options.questions, 'utf8')) as Question[]
const { train } = split(everything.map((question) => question.db_id))
const seen = new Map<string, Set<string>>()
for (const { db_id, question, paraphrase } of everything) {
  if (paraphrase === undefined || !train.has(db_id)) continue
  for (const { before, after } of replaced(tokenize(question), tokenize(paraphrase))) {
    const key = `${after}\u0000${before}`
    seen.set(key, (seen.get(key) ?? new Set()).add(db_id))
  }
}
const found = new Map<string, string[]>()
for (const [key, databases] of [...seen].sort(([left], [right]) => (left < right ? -1 : 1))) {
  const [said, meant] = key.split('\u0000') as [string, string]
  if (databases.size >= leastDatabases) found.set(said, [...(found.get(said) ?? []), meant])
}
writeFileSync(new URL('../../resources/language/synonyms.json', import.meta.url), `{\n${[...found].map(([said, meant]) => `  ${JSON.stringify(said)}: ${JSON.stringify(meant)}`).join(',\n')}\n}\n`)
console.log(`${found.size} phrases`)

/** What stands in the second text in place of what in the first, by lemmas. */
function replaced(first: readonly Token[], second: readonly Token[]): { before: string; after: string }[] {
  const [left, right] = [first, second].map((tokens) => tokens.filter((token) => token.kind === 'word').map((token) => token.lemma)) as [string[], string[]]
  const common = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0))
  for (let i = left.length - 1; i >= 0; i--) for (let j = right.length - 1; j >= 0; j--) common[i]![j] = left[i] === right[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!)
  const pairs: { before: string; after: string }[] = []
  let [gone, come]: [string[], string[]] = [[], []]
  const flush = () => {
    const plain = (words: string[]) => words.length > 0 && words.length <= longest && words.every((word) => /^\p{L}{2,}$/u.test(word) && (word === 'name' || !stopWords.has(word)) && !counting.has(word))
    if (plain(gone) && plain(come)) pairs.push({ before: gone.join(' '), after: come.join(' ') })
    gone = []
    come = []
  }
  for (let i = 0, j = 0; i < left.length || j < right.length; ) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      flush()
      i += 1
      j += 1
    } else if (j >= right.length || (i < left.length && common[i + 1]![j]! >= common[i]![j + 1]!)) gone.push(left[i++]!)
    else come.push(right[j++]!)
  }
  flush()
  return pairs
}
