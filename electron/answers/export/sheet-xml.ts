import type { SheetCell } from './sheet-cell.ts'

/** A cell to be written, and its style by number; an empty cell is left out. */
export type StyledCell = { cell: SheetCell | null; style: number }

/** A row of a sheet as XML; rows count from 1. Text stands in the cell itself and can be nothing but text. */
export function rowXml(row: number, cells: readonly StyledCell[]): string {
  let xml = `<row r="${row}">`
  for (const [at, { cell, style }] of cells.entries()) {
    if (cell === null) continue
    const place = `<c r="${columnLetters(at)}${row}" s="${style}"`
    if (cell.kind === 'number') xml += `${place}><v>${cell.digits}</v></c>`
    else if (cell.kind === 'boolean') xml += `${place} t="b"><v>${cell.value ? 1 : 0}</v></c>`
    else xml += `${place} t="inlineStr"><is><t${/^\s|\s$|\n/.test(cell.text) ? ' xml:space="preserve"' : ''}>${textXml(cell.text)}</t></is></c>`
  }
  return `${xml}</row>`
}

/** 0 is A, 25 is Z, 26 is AA. */
export function columnLetters(index: number): string {
  const before = Math.floor(index / 26)
  return `${before === 0 ? '' : columnLetters(before - 1)}${String.fromCharCode(65 + (index % 26))}`
}

const needsCare = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9a-f]{4}_/i

/** Characters that XML has no place for are written "_x0007_", and what looks like that is written so that it stays itself (ECMA-376, ST_Xstring). */
export function textXml(text: string): string {
  if (!needsCare.test(text)) return text
  return text.toWellFormed()
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
