import type { Catalog } from '../../shared/model/catalog.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { TermFile } from '../../shared/model/term.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { Definition } from '../../shared/model/vocabulary.ts'
import { refuseClash, tidied } from './definition-form.ts'
import { folded, keyOf, nameOf, subjectOf } from './definition-key.ts'
import { mergeTermFiles } from './merge-terms.ts'
import { ownFile, readOwnFile, writeOwnFile, type TermPlace } from './own-file.ts'
import { entryReader, readGlossary, readTermFile } from './read-glossary.ts'
import { withEntry, withoutEntry } from './term-document.ts'

/** The rest of the vocabulary and the database that an own entry must fit. `replaces` is the name or phrase of the entry that was edited. */
export type SaveOptions = { fromSource: TermFile; catalog: Catalog; asOf: IsoDate; replaces?: string | undefined }

/**
 * The user's own vocabulary of a database, as its file says now; empty when there is none. Fails with TERM_INVALID, naming file and place, when
 * the file was edited into something that cannot be read, and with FILE_UNREADABLE.
 */
export async function readOwnTerms(folder: string, place: TermPlace): Promise<TermFile> {
  const path = ownFile(folder, place)
  return readable(readOwnFile(path), path)
}

/**
 * Saves a definition in the user's own file, in the place of the own entry that it replaces. An entry of the source is never changed: an own one of
 * the same name stands in its place. Own terms that mean a metric follow it to its new name. Returns the own vocabulary.
 * Fails with TERM_INVALID naming what is wrong, and leaves the file as it was; with DISK_FULL or ACCESS_DENIED.
 */
export async function saveDefinition(folder: string, place: TermPlace, definition: Definition, options: SaveOptions): Promise<TermFile> {
  const path = ownFile(folder, place)
  const saved = tidied(definition)
  // Nothing is awaited between reading and writing, so that two windows cannot undo each other's change.
  const text = readOwnFile(path)
  const own = readable(text, path)
  const rest = mergeTermFiles(options.fromSource, own)
  refuseClash(saved, rest, options.replaces)
  refuseUnfit(saved, rest, options)
  const replaced = replacedEntry(saved, own, options)
  const changed = followers(saved, own, replaced).reduce((next, { from, to }) => withEntry(next, to, from), withEntry(text, saved, replaced))
  const result = readable(changed, path)
  writeOwnFile(path, changed)
  return result
}

/**
 * Removes an own entry; one of the source then stands again. `of` tells apart filters that share a phrase, and is the table that they describe.
 * Fails with BAD_REQUEST when the user has no such entry.
 */
export async function removeDefinition(folder: string, place: TermPlace, kind: Definition['kind'], name: string, of?: string): Promise<TermFile> {
  const path = ownFile(folder, place)
  const text = readOwnFile(path)
  const found = definitions(readable(text, path), kind, name).filter((entry) => of === undefined || entry.kind === 'metric' || subjectOf(entry.term) === of.toLowerCase())
  if (found.length === 0) throw new Failure('BAD_REQUEST', `You have no ${kind} of your own called “${name}”.`, { hint: 'Entries that came with the source are changed in its own file.', detail: { kind, name } })
  const changed = found.reduce(withoutEntry, text)
  const result = readable(changed, path)
  writeOwnFile(path, changed)
  return result
}

/** The own entry that a save takes the place of. Of several filters that share a phrase, it is the one about the same table. */
function replacedEntry(saved: Definition, own: TermFile, { replaces, fromSource }: SaveOptions): Definition | undefined {
  if (replaces === undefined) return undefined
  const candidates = definitions(own, saved.kind, replaces)
  const [only, ...more] = candidates
  const same = candidates.find((entry) => saved.kind === 'metric' || (entry.kind === 'term' && subjectOf(entry.term) === subjectOf(saved.term)))
  if (same !== undefined || more.length > 0) return same
  // The entry of the source was edited when it is the one about that table.
  return definitions(fromSource, saved.kind, replaces).some((entry) => keyOf(entry) === keyOf(saved)) ? undefined : only
}

function definitions(file: TermFile, kind: Definition['kind'], name: string): Definition[] {
  const all: Definition[] = kind === 'metric' ? file.metrics.map((metric) => ({ kind: 'metric', metric })) : file.terms.map((term) => ({ kind: 'term', term }))
  return all.filter((entry) => folded(nameOf(entry)) === folded(name))
}

/** Own terms that mean a metric which gets another name. */
function followers(saved: Definition, own: TermFile, replaced: Definition | undefined): { from: Definition; to: Definition }[] {
  if (saved.kind !== 'metric' || replaced === undefined || nameOf(replaced) === saved.metric.name) return []
  return own.terms.filter(({ metric }) => metric === nameOf(replaced)).map((term) => ({ from: { kind: 'term', term }, to: { kind: 'term', term: { ...term, metric: saved.metric.name } } }))
}

function readable(text: string, path: string): TermFile {
  try {
    return readTermFile(text)
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause
    throw new Failure(cause.code, cause.message, { hint: `Correct the file ${path}, or move it away, then open the database again.`, detail: { ...cause.detail, path }, cause })
  }
}

function refuseUnfit(definition: Definition, rest: TermFile, { catalog, asOf }: SaveOptions): void {
  const read = entryReader(catalog, asOf)
  if (definition.kind === 'metric') read.metric(definition.metric)
  else read.term(definition.term, new Set(readGlossary({ ...rest, terms: [], entities: [] }, catalog, { asOf }).glossary.metrics.map(({ name }) => name)))
}
