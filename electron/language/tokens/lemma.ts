import wordFile from '../../../resources/language/words.json' with { type: 'json' }

const irregular: ReadonlyMap<string, string> = new Map(Object.entries(wordFile.irregular))
const keepsS = /(?:ss|us|is|ics)$/

/** The singular of a lower-case noun, and the plain form of a few common verbs. Unknown words come back as they are. */
export function lemma(word: string): string {
  const known = irregular.get(word)
  if (known !== undefined) return known
  if (word.length <= 3 || !word.endsWith('s') || keepsS.test(word)) return word.length === 3 && word === 'ids' ? 'id' : word
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1)
  if (/(?:ses|xes|zes|ches|shes|oes)$/.test(word)) return /(?:[^s]ses|zes)$/.test(word) ? word.slice(0, -1) : word.slice(0, -2)
  return word.slice(0, -1)
}

const endings = ['ization', 'isation', 'ments', 'ment', 'ations', 'ation', 'ions', 'ion', 'ings', 'ing', 'ers', 'er', 'ors', 'or', 'ance', 'ence', 'ed', 'al', 'ity', 'es', 'e', 's', 'y']

const verbal = new Set(['ing', 'ings', 'ed', 'er', 'ers', 'or', 'ors', 'e'])

/** A crude stem that brings "manages", "manager", "managing" and "management" together. At least four letters stay, three before the endings of verbs ("rated", "rating"). */
export function stem(word: string): string {
  const plain = lemma(word)
  for (const ending of endings) {
    if (plain.endsWith(ending) && plain.length - ending.length >= (verbal.has(ending) ? 3 : 4)) return undouble(plain.slice(0, -ending.length)).replace(/(?<=.{4})e$/, '')
  }
  return plain
}

function undouble(word: string): string {
  return /([bdgmnprt])\1$/.test(word) ? word.slice(0, -1) : word
}
