import type { CalendarName } from '../../shared/model/plan.ts'
import type { TermFile } from '../../shared/model/term.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { DatabaseContext } from '../context/database-context.ts'
import type { Learned } from '../context/grounds.ts'
import { buildIndex, type LanguageIndex } from '../language/index/language-index.ts'
import { readGlossary } from '../terms/read-glossary.ts'
import type { Knowledge } from './question.ts'
import { readHere } from './read-here.ts'
import type { Lore, Reader } from './reader.ts'

/** How time is meant: what a person set, or `source` and null to leave it to the vocabulary. */
export type TimeSettings = Settings['calendar']

/** Puts together what the engine knows of a database. Entries of the vocabulary that do not fit it come back as `problems`. `readerOf` has questions read elsewhere than on this thread. */
export function learnDatabase(context: DatabaseContext, termFile: TermFile, settings: TimeSettings, today: IsoDate, readerOf?: (lore: Lore) => Reader): Learned<Knowledge> {
  const asOf = settings.asOf === 'source' ? termFile.asOf ?? today : settings.asOf === 'today' ? today : settings.asOf
  const calendar: CalendarName = settings.year === 'source' ? termFile.calendar ?? 'calendar' : settings.year
  const fiscalYearStart = settings.fiscalYearStart ?? context.catalog.fiscalYearStart
  const meant = { ...context, catalog: fiscalYearStart === context.catalog.fiscalYearStart ? context.catalog : { ...context.catalog, fiscalYearStart } }
  const { glossary, problems } = readGlossary(termFile, meant.catalog, { asOf })
  let made: LanguageIndex | undefined
  const index = (): LanguageIndex => made ??= buildIndex(meant.catalog, glossary)
  const reader = readerOf?.({ catalog: meant.catalog, glossary }) ?? readHere(index, glossary)
  return { known: { context: meant, glossary, reader, get index() { return index() }, asOf, calendar }, asOf, calendar, fiscalYearStart, problems }
}

/** The date of a moment where this computer is. */
export function dateOf(now: Date): IsoDate {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`
}
