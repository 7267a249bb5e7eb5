const letters: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }

/** Lower case without accents, so that "Zurich" finds "Zürich". */
export function folded(text: string): string {
  const lower = text.toLowerCase()
  // Most text is plain, and this is done for every value of a database.
  if (/^[\x20-\x7e]*$/.test(lower)) return lower
  return lower.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[ßøæœłđðþı]/g, (letter) => letters[letter]!).normalize('NFC')
}

/** The words of a value as they are looked up: folded, letters and digits only. */
export function valueWords(text: string): string[] {
  return folded(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}
