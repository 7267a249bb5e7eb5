import { join } from 'node:path'
import type { DatabaseSummary } from '../../shared/model/catalog.ts'
import type { SavedSource, SourceDraft } from '../../shared/model/saved-source.ts'
import type { Settings, SettingsChange } from '../../shared/model/settings.ts'
import type { Knowledge } from '../agents/question.ts'
import { dateOf, learnDatabase } from '../agents/learn-database.ts'
import { changeSettings, readSettings, resetSettings } from '../config/settings.ts'
import type { Folders } from '../config/folders.ts'
import { Contexts } from '../context/contexts.ts'
import type { After } from '../context/timers.ts'
import type { Wanted } from '../context/open-database.ts'
import type { ModelTimes } from '../models/times.ts'
import type { ReaderThread } from '../reader/reader-thread.ts'
import { openSource } from '../sources/open.ts'
import { sample, savedSources, type SavedSources } from '../sources/saved-sources.ts'
import type { SpawnChild } from '../sources/child/spawn.ts'
import type { Source } from '../sources/source.ts'
import type { CatalogSeal } from '../store/catalogs.ts'
import { forgetQuestionsOlderThan } from '../store/history.ts'
import { forgetCallsOlderThan } from '../store/model-calls.ts'
import { lastSelection, rememberNone, rememberSelection } from '../store/selections.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../vault/vault.ts'
import { WorkspaceLearned } from './workspace-learned.ts'
import { WorkspaceModel } from './workspace-model.ts'
import { WorkspaceVocabulary } from './workspace-vocabulary.ts'

export type WorkspaceRooms = { store: Store; vault: Vault; folders: Folders; clock: () => Date; after: After; spawn: SpawnChild | undefined; modelTimes: ModelTimes; modelBetOn: number; readers: ReaderThread; changed: () => void }

/** What one workspace has: its saved sources, its settings, its model, and the contexts of its windows. */
export class Workspace {
  readonly name: string
  readonly sources: SavedSources
  readonly contexts: Contexts<Knowledge>
  readonly vocabulary: WorkspaceVocabulary
  readonly model: WorkspaceModel
  readonly learned: WorkspaceLearned
  readonly #rooms: WorkspaceRooms
  #settings: Settings

  constructor(name: string, rooms: WorkspaceRooms) {
    const { store, vault, folders, clock } = rooms
    this.name = name
    this.#rooms = rooms
    this.#settings = readSettings(store, name)
    this.sources = savedSources(store, vault, name, clock)
    this.vocabulary = new WorkspaceVocabulary(join(folders.data, 'vocabulary', name), folders.sample, (sourceId, database) => this.learned.terms(sourceId, database))
    this.model = new WorkspaceModel({ store, vault, workspace: name, clock, after: rooms.after, times: rooms.modelTimes, betOn: rooms.modelBetOn, settings: () => this.#settings.model, changed: rooms.changed })
    this.learned = new WorkspaceLearned({ store, workspace: name, clock }, (sourceId, database) => this.contexts.vocabularyChanged(sourceId, database))
    this.contexts = new Contexts<Knowledge>({
      store, workspace: name, sampleFolder: folders.sample, clock, after: rooms.after,
      idleMinutes: () => this.#settings.context.idleMinutes,
      saved: (id) => this.sources.get(id),
      connect: (saved, signal) => this.#connect(saved, signal),
      opened: (window, selection) => {
        rememberSelection(store, name, window, selection)
        this.sources.used(selection.sourceId, selection.database)
      },
      left: (window) => { rememberNone(store, name, window) },
      seal: (saved) => sealFor(saved, vault),
      notes: (saved, database) => this.vocabulary.notes(saved, database),
      learn: (context, notes) => learnDatabase(context, notes, this.#settings.calendar, dateOf(clock()), (lore) => rooms.readers.readerOf(lore)),
      learning: () => JSON.stringify([this.#settings.calendar, dateOf(clock())]),
    })
    this.#forgetOld()
  }

  get settings(): Settings {
    return this.#settings
  }

  /** Changes settings, or sets all back to their defaults when there is no change. Open databases follow at once. */
  changeSettings(change: SettingsChange | null): Settings {
    const { store } = this.#rooms
    this.#settings = change === null ? resetSettings(store, this.name) : changeSettings(store, this.name, change)
    this.contexts.settingsChanged()
    this.#forgetOld()
    this.#rooms.changed()
    return this.#settings
  }

  /** What a window is to open at its start: what was open last, the sample when nothing ever was, null when it was left or a person does not want it. */
  lastOf(window: string): Wanted | null {
    if (!this.#settings.context.reopen) return null
    const last = lastSelection(this.#rooms.store, this.name, window)
    if (last === null) return null
    const known = last !== undefined && this.sources.list().some(({ id }) => id === last.sourceId)
    return known ? last : { sourceId: sample.id }
  }

  /** Saves a source. What is open of it is stale then, unless only its name is another. */
  async saveSource(draft: SourceDraft): Promise<SavedSource> {
    const before = draft.id === undefined ? null : this.sources.get(draft.id)
    const saved = this.sources.save(draft)
    if (before !== null && (draft.password !== undefined || JSON.stringify(before.spec) !== JSON.stringify(saved.spec))) await this.contexts.sourceChanged(saved.id)
    return saved
  }

  async removeSource(id: string): Promise<void> {
    this.sources.remove(id)
    this.learned.forgetSource(id)
    await this.contexts.sourceRemoved(id)
  }

  /** The databases of a saved source, over a connection of its own. */
  async databases(id: string, signal?: AbortSignal): Promise<DatabaseSummary[]> {
    const source = await this.#connect(this.sources.get(id), signal)
    try {
      return await source.databases(signal)
    } finally {
      await source.close()
    }
  }

  /** Opens a source as a form says, with its password or the one saved for it, which goes to no other server. */
  openDraft({ id, spec, password }: SourceDraft, signal?: AbortSignal): Promise<Source> {
    const secret = password === undefined && id !== undefined ? this.sources.password(id, spec) : password ?? undefined
    return openSource(spec, { secrets: secret === undefined ? {} : { password: secret }, folders: this.#rooms.folders, signal, spawn: this.#rooms.spawn })
  }

  #forgetOld(): void {
    const { historyDays } = this.#settings.privacy
    if (historyDays === null) return
    forgetQuestionsOlderThan(this.#rooms.store, this.name, historyDays)
    forgetCallsOlderThan(this.#rooms.store, this.name, historyDays)
  }

  #connect(saved: SavedSource, signal?: AbortSignal): Promise<Source> {
    const password = saved.hasPassword ? this.sources.password(saved.id, saved.spec) : undefined
    return openSource(saved.spec, { secrets: password === undefined ? {} : { password }, folders: this.#rooms.folders, signal, spawn: this.#rooms.spawn })
  }
}

/** Everybody has the sample; what else a catalog holds is sealed, or not kept while the vault is not open. */
export function sealFor({ spec }: Pick<SavedSource, 'spec'>, vault: Vault): CatalogSeal {
  return spec.kind === 'sample' ? 'clear' : vault.isOpen ? vault : null
}
