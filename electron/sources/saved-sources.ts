import { randomUUID } from 'node:crypto'
import { Failure } from '../../shared/model/failure.ts'
import type { SavedSource, SourceDraft } from '../../shared/model/saved-source.ts'
import type { SourceSpec } from '../../shared/model/source.ts'
import { dropCatalog } from '../store/catalogs.ts'
import { deleteSourceRow, findSourceRow, isNameTaken, markUsed, nameKey, putSourceRow, sourceRows, type SourceRow } from '../store/saved-sources.ts'
import type { Sealer } from '../store/sealer.ts'
import { forgetSelectionsOf } from '../store/selections.ts'
import type { Store } from '../store/store.ts'
import { legible } from './legible.ts'
import { isSameTrust } from './same-trust.ts'

/** The bundled ledger: always there, never edited or removed. */
export const sample = { id: 'sample', name: 'Meridian Foods (sample)' } as const

const sampleRow: SourceRow = { ...sample, spec: { kind: 'sample' }, password: null, lastUsedAt: null, lastDatabase: null }

/** Longest name of a source, in characters; the contract's bound too. */
const longestName = 120

/** The sources a workspace has saved. Passwords go through `vault` and are kept sealed; methods that touch one fail with VAULT_LOCKED while it is locked. */
export type SavedSources = {
  /** The last used first, then those never used; the bundled sample always among them. */
  list(): SavedSource[]
  /** Fails with SOURCE_GONE. */
  get(id: string): SavedSource
  /**
   * Saves a new source, or changes the one with the draft's id. A name that is taken gets a number. All of it is saved or nothing. Fails with
   * ACCESS_DENIED when the saved password would go to another server than it was given for.
   */
  save(draft: SourceDraft): SavedSource
  /** Copies a source with its password. */
  duplicate(id: string): SavedSource
  /** Removes a source with its password, its kept catalogs and what windows remember of it. */
  remove(id: string): void
  /** Remembers that a database of the source was opened now. */
  used(id: string, database: string): void
  /**
   * The password in the clear, to connect as saved or as `spec` says; undefined when none was saved. Fails with ACCESS_DENIED when it can no longer be
   * opened, or was given for another server, another account, or a safer connection.
   */
  password(id: string, spec?: SourceSpec): string | undefined
}

/** The saved sources of a workspace. */
export function savedSources(store: Store, vault: Sealer, workspace: string, clock: () => Date): SavedSources {
  // A sealed password opens for its own source alone: its name says whose it is.
  const passwordName = (id: string) => `password ${JSON.stringify([workspace, id])}`

  function row(id: string): SourceRow {
    const found = findSourceRow(store, workspace, id) ?? (id === sample.id ? sampleRow : undefined)
    if (found === undefined) throw new Failure('SOURCE_GONE', 'This source is no longer saved.', { hint: 'Choose another one, or add it again.', detail: { id } })
    return found
  }

  const isTaken = (name: string, except?: string) => nameKey(name) === nameKey(sample.name) || isNameTaken(store, workspace, name, except)

  function freeName(wanted: string, except?: string): string {
    const name = cut(legible(wanted).trim() || 'Source', longestName)
    for (let number = 2, tried = name; ; number += 1) {
      if (!isTaken(tried, except)) return tried
      const ending = ` (${number})`
      tried = cut(name, longestName - ending.length) + ending
    }
  }

  /** The name is found and taken in one transaction, so that two windows cannot take the same. */
  function put(source: Pick<SourceRow, 'id' | 'spec' | 'password'>, wantedName: string, isNew: boolean): SavedSource {
    return store.transact(() => {
      // Another window may have removed it since its form was opened.
      if (!isNew && JSON.stringify(row(source.id).spec) !== JSON.stringify(source.spec)) dropCatalog(store, { workspace, source: source.id })
      putSourceRow(store, workspace, { ...source, name: freeName(wantedName, source.id) }, clock())
      return shown(row(source.id))
    })
  }

  function opened({ id, name, password }: SourceRow): string | undefined {
    if (password === null) return undefined
    try {
      return vault.open(passwordName(id), password)
    } catch (cause) {
      if (!(cause instanceof Failure) || cause.code !== 'STORE_DAMAGED') throw cause
      throw new Failure('ACCESS_DENIED', `The saved password of “${name}” can no longer be opened: it was kept in memory only, or the key to it is gone.`, { hint: 'Edit the source and enter its password again.', detail: { id }, cause })
    }
  }

  /** The row, when its password may go where `spec` says. */
  function entrusted(row: SourceRow, spec: SourceSpec): SourceRow {
    if (row.password === null || isSameTrust(row.spec, spec)) return row
    throw new Failure('ACCESS_DENIED', `The password of “${row.name}” was saved for another server, user or encryption, and is not sent anywhere else.`, { hint: 'Enter the password again.', detail: { id: row.id, field: 'password' } })
  }

  const sealed = (id: string, password: string | null | undefined) => (password ? vault.seal(passwordName(id), password) : null)

  return {
    list() {
      const rows = sourceRows(store, workspace)
      return (rows.some(({ id }) => id === sample.id) ? rows : [...rows, sampleRow]).map(shown)
    },
    get: (id) => shown(row(id)),
    save(draft) {
      const before = draft.id === undefined ? undefined : changeable(row(draft.id))
      const id = before?.id ?? randomUUID()
      const password = draft.spec.kind !== 'mysql' ? null : draft.password === undefined && before !== undefined ? entrusted(before, draft.spec).password : sealed(id, draft.password)
      return put({ id, spec: draft.spec, password }, draft.name, before === undefined)
    },
    duplicate(id) {
      const original = row(id)
      const copy = randomUUID()
      return put({ id: copy, spec: original.spec, password: sealed(copy, opened(original)) }, `Copy of ${original.name}`, true)
    },
    remove(id) {
      changeable(row(id))
      store.transact(() => {
        deleteSourceRow(store, workspace, id)
        dropCatalog(store, { workspace, source: id })
        forgetSelectionsOf(store, workspace, id)
      })
    },
    used(id, database) {
      store.transact(() => {
        if (id === sample.id && findSourceRow(store, workspace, id) === undefined) putSourceRow(store, workspace, sampleRow, clock())
        markUsed(store, workspace, id, { at: clock(), database })
      })
    },
    password(id, spec) {
      const found = row(id)
      if (spec === undefined) return opened(found)
      return spec.kind === 'mysql' ? opened(entrusted(found, spec)) : undefined
    },
  }
}

function shown({ id, name, spec, password, lastUsedAt, lastDatabase }: SourceRow): SavedSource {
  return { id, name, spec, hasPassword: password !== null, bundled: id === sample.id, lastUsedAt, lastDatabase }
}

function changeable(row: SourceRow): SourceRow {
  if (row.id !== sample.id) return row
  throw new Failure('NOT_SUPPORTED', 'The sample comes with Quaestor and stays as it is.', { hint: 'Add a source of your own instead.' })
}

/** At most so many characters, none of them halved. */
function cut(text: string, length: number): string {
  const short = text.slice(0, length)
  return (/[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short).trim()
}
