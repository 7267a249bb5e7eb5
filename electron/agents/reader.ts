import type { Suggestion } from '../../shared/contract/ask.ts'
import type { Catalog } from '../../shared/model/catalog.ts'
import type { CalendarName } from '../../shared/model/plan.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import type { FollowUp, Previous } from '../language/follow-up/follow-up.ts'
import type { Understanding } from '../language/understanding.ts'
import type { Glossary } from '../terms/glossary.ts'

/** What questions are read with: plain data, so that it can be sent to another thread. */
export type Lore = { catalog: Catalog; glossary: Glossary }

/** How time is meant. */
type Clock = { asOf: IsoDate; calendar: CalendarName }

/** Reads questions about one database, here or on a thread of its own. Aborting `signal` fails with CANCELLED at once. */
export type Reader = {
  understand: (question: string, options: Clock & { top: number }, signal?: AbortSignal) => Promise<Understanding>
  followUp: (text: string, previous: Previous, options: Clock, signal?: AbortSignal) => Promise<FollowUp | null>
  complete: (text: string, options: { asOf: IsoDate; count?: number }) => Promise<Suggestion[]>
  suggest: (options: Clock & { count: number }) => Promise<Suggestion[]>
}
