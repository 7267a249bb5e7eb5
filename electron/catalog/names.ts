/**
 * The words of an identifier, lower case, in order: "CustomerID" → customer, id; "ref_address_types" → ref, address, types; "Team2" → team, 2.
 * Letters of every script count as letters.
 */
export function words(name: string): string[] {
  return name
    .normalize('NFC')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
}

const irregular = new Map([
  ['people', 'person'], ['men', 'man'], ['women', 'woman'], ['children', 'child'], ['feet', 'foot'], ['indices', 'index'], ['matrices', 'matrix'], ['criteria', 'criterion'],
  ['analyses', 'analysis'], ['movies', 'movie'], ['cookies', 'cookie'], ['calories', 'calorie'], ['shoes', 'shoe'], ['caches', 'cache'], ['sizes', 'size'],
  ['series', 'series'], ['species', 'species'], ['news', 'news'], ['gas', 'gas'], ['lens', 'lens'], ['sales', 'sales'],
])

/** What an English plural names one of; words that are no plural come back as they are. */
export function singular(word: string): string {
  const known = irregular.get(word)
  if (known !== undefined) return known
  if (word.length <= 3 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  // "campuses", "boxes", "heroes"; but "houses", "causes", "warehouses".
  if (/(?:ss|sh|ch|x|zz|o|[^oacf]us)es$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

/** Case-insensitive form for comparing identifiers as engines do. */
export function folded(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
