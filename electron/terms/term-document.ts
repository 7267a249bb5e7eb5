import { isMap, isSeq, parseDocument, type Document, type YAMLMap, type YAMLSeq } from 'yaml'
import { Metric, Term } from '../../shared/model/term.ts'
import type { Definition } from '../../shared/model/vocabulary.ts'
import { keyOf } from './definition-key.ts'

const heading = ' Your own metrics and terms. You may edit this file by hand; the format is that of docs/glossary.md.'

/**
 * The text of a vocabulary file with one entry added, or changed in its place. All else stays as it was written: comments, order, and what the
 * format does not know. The text must be valid.
 */
export function withEntry(text: string, definition: Definition, replaced: Definition | undefined): string {
  const document = documentOf(text)
  const list = listOf(document, definition.kind)
  const entry = plainEntry(definition)
  const at = replaced === undefined ? -1 : positions(document, list, replaced)[0] ?? -1
  const known = list.items[at]
  if (isMap(known)) change(known, entry, Object.keys(definition.kind === 'metric' ? Metric.shape : Term.shape), document)
  else if (known !== undefined) list.items[at] = document.createNode(entry)
  else list.add(document.createNode(entry))
  return printed(document)
}

/** The text without an entry. */
export function withoutEntry(text: string, definition: Definition): string {
  const document = documentOf(text)
  const list = listOf(document, definition.kind)
  for (const at of positions(document, list, definition).reverse()) list.delete(at)
  return printed(document)
}

function documentOf(text: string): Document {
  const document: Document = parseDocument(text)
  if (document.contents === null) {
    document.contents = document.createNode({})
    if (text.trim() === '') document.commentBefore = heading
  }
  return document
}

const printed = (document: Document): string => document.toString({ lineWidth: 0 })

function listOf(document: Document, kind: Definition['kind']): YAMLSeq {
  const key = kind === 'metric' ? 'metrics' : 'terms'
  const known = document.get(key)
  if (isSeq(known)) return known
  const list = document.createNode([]) as YAMLSeq
  document.set(key, list)
  return list
}

function positions(document: Document, list: YAMLSeq, definition: Definition): number[] {
  const entries = list.toJS(document) as unknown[]
  return entries.flatMap((entry, at) => (keyOf(definition.kind === 'metric' ? { kind: 'metric', metric: Metric.parse(entry) } : { kind: 'term', term: Term.parse(entry) }) === keyOf(definition) ? [at] : []))
}

function change(map: YAMLMap, entry: Record<string, unknown>, keys: readonly string[], document: Document): void {
  for (const key of keys) {
    const value = entry[key]
    if (value === undefined) map.delete(key)
    else if (typeof value === 'string') map.set(key, value)
    else map.set(key, document.createNode(value, { flow: true }))
  }
}

/** Only what says something. */
function plainEntry(definition: Definition): Record<string, unknown> {
  const entry = definition.kind === 'metric' ? definition.metric : definition.term
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)))
}
