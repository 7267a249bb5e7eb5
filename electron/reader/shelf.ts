import { Failure } from '../../shared/model/failure.ts'
import { readHere } from '../agents/read-here.ts'
import type { Lore, Reader } from '../agents/reader.ts'
import { buildIndex, type LanguageIndex } from '../language/index/language-index.ts'

/** The databases that the thread can read questions about, each with its index. */
export class Shelf {
  readonly #readers = new Map<number, Reader>()

  /** The index is built now, so that the first question does not wait for it. */
  open(book: number, { catalog, glossary }: Lore): void {
    const index: LanguageIndex = buildIndex(catalog, glossary)
    this.#readers.set(book, readHere(() => index, glossary))
  }

  close(book: number): void {
    this.#readers.delete(book)
  }

  reader(book: number): Reader {
    const reader = this.#readers.get(book)
    if (reader === undefined) throw new Failure('INTERNAL', 'The part of Quaestor that reads questions does not have this database open.', { hint: 'Ask again.', retry: true })
    return reader
  }
}
