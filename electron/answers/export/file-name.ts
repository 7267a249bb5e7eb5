import type { ResultFacts } from '../../../shared/model/result.ts'

/** Names that Windows keeps for devices, whatever their extension. https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i
/** What some system does not allow in a name, and marks that are not seen or turn text around. */
const unfit = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu
/** File systems count bytes, 255 of them; the rest is for what is added to the title and for " (2)" of a browser. */
const titleBytes = 180

/** The name of an exported file, safe on Linux, macOS and Windows. A truncated result says so: "Orders (first 1,000 rows).csv". */
export function exportName(title: string, format: 'csv' | 'xlsx', facts: Pick<ResultFacts, 'rows' | 'truncated'>): string {
  const plain = withinBytes(title.normalize('NFC').replace(unfit, ' ').replace(/\s+/g, ' ').replace(/^[ .]+/, ''), titleBytes).replace(/[ .]+$/, '')
  const name = plain === '' ? 'Answer' : reserved.test(plain) ? `Answer ${plain}` : plain
  return `${name}${facts.truncated ? ` (first ${facts.rows.toLocaleString('en-US')} rows)` : ''}.${format}`
}

function withinBytes(text: string, most: number): string {
  let bytes = 0
  let kept = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > most) break
    kept += character
  }
  return kept
}

/**
 * The name of the sheet with the rows. Excel allows 31 characters, none of []:*?/\, no apostrophe at an end, not the name "History",
 * and no two alike; the other sheet is "Receipt".
 */
export function sheetName(title: string, facts: Pick<ResultFacts, 'rows' | 'truncated'>): string {
  const ending = facts.truncated ? ` (first ${facts.rows.toLocaleString('en-US')})` : ''
  const plain = [...title.normalize('NFC').replace(/[[\]:*?/\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').replace(/\s+/g, ' ').trim()]
  let kept = ''
  for (const character of plain) if (kept.length + character.length + ending.length <= 31) kept += character
    else break
  const name = kept.replace(/^['\s]+|['\s]+$/g, '')
  return `${name === '' || /^(history|receipt)$/i.test(name) ? 'Result' : name}${ending}`
}
