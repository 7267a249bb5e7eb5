import { columnsOf } from './text-table.ts'

/** Breaks text at spaces into lines of at most `width` columns; a word that is longer has a line of its own. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && columnsOf(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** The width of a terminal that says how wide it is; some that are driven by another program say 0. */
export function knownWidth(columns: number | undefined): number | undefined {
  return columns === 0 ? undefined : columns
}
