import { words } from '../../catalog/names.ts'
import { abbreviations, gluedParts, weightOf } from '../lexicon.ts'
import { lemma } from '../tokens/lemma.ts'

/**
 * The lemmas of an identifier, abbreviations spelled out: "Acct_No" → account, number; "stuid" → student, id.
 * `known` are words of the database, which let glued names be taken apart.
 */
export function nameWords(name: string, known: ReadonlySet<string>): string[] {
  return spelledWords(name).flatMap((word) => {
    const spelled = abbreviations.get(word)
    if (spelled !== undefined) return spelled
    const split = known.has(word) && !gluedParts.has(word) && word.length < 6 ? null : unglue(word, known)
    return (split ?? [word]).map(lemma)
  })
}

/** The words of a name; what capitals cut into crumbs ("WiFi", "MiB") stays whole. */
function spelledWords(name: string): string[] {
  return name.split(/[\s_-]+/).flatMap((part) => {
    const found = words(part)
    if (found.length > 1 && found[0]!.length === 1 && abbreviations.has(found.join(''))) return [found.join('')]
    return found.length > 1 && found.every((word) => word.length <= 2 && !abbreviations.has(word) && !gluedParts.has(word) && word !== 'id') ? [part.toLowerCase()] : found
  })
}

/** "clubname" → club, name; "pname" → name; null when the word is no sum of known words. */
function unglue(word: string, known: ReadonlySet<string>): string[] | null {
  if (word.length < 5 || gluedParts.has(word) || gluedParts.has(lemma(word))) return null
  for (let at = word.length - 2; at >= 1; at--) {
    const head = word.slice(0, at)
    const tail = word.slice(at)
    if (!gluedParts.has(tail)) continue
    const spelled = head.length >= 3 ? abbreviations.get(head) : undefined
    if (spelled !== undefined) return [...spelled, tail]
    if (known.has(head) || gluedParts.has(head) || known.has(lemma(head))) return [head, tail]
    if (at === 1 && tail.length >= 4) return [tail]
  }
  return null
}

/** Words without those of the table at the front: "customer name" of customers → "name". Never empty. */
export function bareWords(own: readonly string[], table: readonly string[]): string[] {
  const rest = own.filter((word) => !table.includes(word))
  return rest.length > 0 && rest.some((word) => weightOf(word) >= 0.3) ? rest : [...own]
}
