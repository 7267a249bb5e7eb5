import type { PrintedColumn } from './cell-text.ts'

const widest = 48
const narrowest = 8
const gap = 2

/**
 * An aligned table of cells that are already text: a rule under the header, and one above the last line when `total` is given. Text is cut with
 * "…" at 48 columns, and further where the table would be wider than `width`; numbers are never cut. Ends with a newline.
 */
export function textTable(columns: readonly PrintedColumn[], rows: readonly string[][], width: number, total: readonly string[] | null = null): string {
  const header = columns.map((column) => column.heading)
  const widths = fitted(columns, natural([header, ...rows, ...(total === null ? [] : [total])], columns.length), width)
  const line = (cells: readonly string[]): string => columns.map(({ right }, at) => {
    const cell = cut(cells[at] ?? '', widths[at] ?? 0)
    const padding = ' '.repeat(Math.max(0, (widths[at] ?? 0) - columnsOf(cell)))
    return right ? padding + cell : cell + padding
  }).join(' '.repeat(gap)).trimEnd()
  const rule = widths.map((length) => '─'.repeat(length)).join(' '.repeat(gap))
  return [line(header), rule, ...rows.map(line), ...(total === null ? [] : [rule, line(total)]), ''].join('\n')
}

/** The width each column would like to have. */
function natural(lines: readonly (readonly string[])[], count: number): number[] {
  const widths = Array.from({ length: count }, () => 1)
  for (const cells of lines) cells.forEach((cell, at) => { widths[at] = Math.max(widths[at] ?? 1, Math.min(widest, columnsOf(cell))) })
  return widths
}

/** Takes from the widest column of text until the table fits or nothing more can be taken. */
function fitted(columns: readonly PrintedColumn[], wanted: readonly number[], width: number): number[] {
  const widths = [...wanted]
  const total = (): number => widths.reduce((sum, each) => sum + each + gap, -gap)
  for (let over = total() - width; over > 0; over -= 1) {
    const candidates = widths.flatMap((length, at) => (columns[at]?.right === false && length > narrowest ? [at] : []))
    const [first, ...others] = candidates
    if (first === undefined) break
    const longest = others.reduce((best, at) => ((widths[at] ?? 0) > (widths[best] ?? 0) ? at : best), first)
    widths[longest] = (widths[longest] ?? 0) - 1
  }
  return widths
}

function cut(text: string, width: number): string {
  if (columnsOf(text) <= width) return text
  let kept = ''
  let taken = 0
  for (const character of text) {
    taken += columnsOf(character)
    if (taken > width - 1) break
    kept += character
  }
  return `${kept}…`
}

/** Terminal columns that a text takes: East Asian wide characters take two, combining marks none. Long text is measured as far as it can matter. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) {
    if (columns > 10 * widest) break
    if (/\p{M}/u.test(character)) continue
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(character) ? 2 : 1
  }
  return columns
}
