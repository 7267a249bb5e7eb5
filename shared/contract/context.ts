import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { ContextState } from '../model/context.ts'
import { procedure } from './procedure.ts'

/** The database context of the caller's window. */
export const context = {
  /** Returns when the database is ready, or fails as opening it fails; watchers see the progress. A second selection ends the first with CANCELLED. */
  select: procedure('Opens a database and makes it this window’s').input(z.object({ sourceId: z.string(), database: z.string().optional() })).output(ContextState),
  /** Opens again what the window, or else the workspace, had open last; `none` when there is nothing. */
  resume: procedure('Opens the last database again').output(ContextState),
  refresh: procedure('Reads the schema and its values anew').output(ContextState),
  cancel: procedure('Stops an opening under way').output(ContextState),
  close: procedure('Leaves the database').output(ContextState),
  /** Sends the state at once and again at each change. */
  watch: procedure('Follows the state of the context').output(eventIterator(ContextState)),
}
