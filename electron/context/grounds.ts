import type { CalendarName } from '../../shared/model/plan.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { SavedSource } from '../../shared/model/saved-source.ts'
import type { TermFile } from '../../shared/model/term.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { Source } from '../sources/source.ts'
import type { CatalogSeal } from '../store/catalogs.ts'
import type { Selection } from '../store/selections.ts'
import type { Store } from '../store/store.ts'
import type { DatabaseContext } from './database-context.ts'
import type { After } from './timers.ts'

/** What the rooms to the right know of a database (`known`), and what of it a window is shown. */
export type Learned<Known> = { known: Known; asOf: IsoDate; calendar: CalendarName; fiscalYearStart: number; problems: Failure[] }

/** The notes and vocabulary of a database, and what of them could not be read. */
export type Notes = { file: TermFile; problems: Failure[] }

/** What contexts stand on: the saved sources, the vocabulary, the engine that learns a database, and time. */
export type Grounds<Known> = {
  store: Store
  workspace: string
  sampleFolder: string
  clock: () => Date
  after: After
  idleMinutes: () => number
  /** The saved source of that id. Fails with SOURCE_GONE. */
  saved: (sourceId: string) => SavedSource
  /** Opens it with its password. */
  connect: (saved: SavedSource, signal: AbortSignal) => Promise<Source>
  /** Remembers that a window opened a database. */
  opened: (window: string, opened: Selection) => void
  /** Remembers that a window left its database. */
  left: (window: string) => void
  /** How the catalog of a source is kept now. */
  seal: (saved: SavedSource) => CatalogSeal
  /** The notes and vocabulary of a database. */
  notes: (saved: SavedSource, database: string) => Promise<Notes>
  /** Learns a database; pure in its arguments, the settings and the date. */
  learn: (context: DatabaseContext, notes: TermFile) => Learned<Known>
  /** Changes whenever learning again would give something else: the settings of the calendar, the date of today. */
  learning: () => string
}
