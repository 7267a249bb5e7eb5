import type { FailureFacts } from '../../shared/model/failure.ts'
import type { Lore, Reader } from '../agents/reader.ts'

/** What the thread can be asked about a database that it has open. */
export type ReaderCallName = keyof Reader
type Asked = { [Name in ReaderCallName]: { name: Name; book: number; args: unknown[] } }[ReaderCallName]

/** Numbered, so that a reply finds who waits for it. What is opened and closed is not replied to. */
export type Call = { name: 'open'; book: number; lore: Lore } | { name: 'close'; book: number } | (Asked & { number: number })
export type Reply = { number: number; value: unknown } | { number: number; failure: FailureFacts }

/** A failure among the values loses its class on the way; these are its facts. */
export type SentRefusal = { kind: 'refused'; failure: FailureFacts; marked: boolean; covered: boolean }
