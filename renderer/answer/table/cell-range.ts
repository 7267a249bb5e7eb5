type Corner = { row: number; column: string }

/** Rows from the first to the last, both included, and columns in the order they stand in. */
export type Range = { first: number; last: number; columns: string[] }

/** The cells that are selected: a rectangle between the cell where it began and the one that it was drawn to. */
export class CellRange {
  #from: Corner | null = null
  #to: Corner | null = null
  /** Ids of the columns as they stand now, left to right. */
  columns: readonly string[] = []

  /** Begins anew at a cell, or with `extend` moves the corner that it is drawn to. */
  move(to: Corner, extend: boolean): void {
    if (!extend || this.#from === null) this.#from = to
    this.#to = to
  }

  /** Everything, from the first row to the last. */
  all(rows: number): void {
    this.#from = { row: 0, column: this.columns[0] ?? '' }
    this.#to = { row: rows - 1, column: this.columns.at(-1) ?? '' }
  }

  clear(): void {
    this.#from = null
    this.#to = null
  }

  /** What is selected; null for nothing. */
  get(): Range | null {
    if (this.#from === null || this.#to === null) return null
    const [from, to] = [this.columns.indexOf(this.#from.column), this.columns.indexOf(this.#to.column)]
    if (from < 0 || to < 0) return null
    return {
      first: Math.min(this.#from.row, this.#to.row), last: Math.max(this.#from.row, this.#to.row),
      columns: this.columns.slice(Math.min(from, to), Math.max(from, to) + 1),
    }
  }

  /** Whether a cell is one of several that are selected; a single one is shown by the focus alone. */
  holds(row: number, column: string): boolean {
    const range = this.get()
    if (range === null || row < range.first || row > range.last || (range.first === range.last && range.columns.length === 1)) return false
    return range.columns.includes(column)
  }
}
