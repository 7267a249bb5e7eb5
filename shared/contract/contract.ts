import { populateContractRouterPaths, type ContractRouterClient } from '@orpc/contract'
import { app } from './app.ts'
import { ask } from './ask.ts'
import { catalog } from './catalog.ts'
import { context } from './context.ts'
import { files } from './files.ts'
import { history } from './history.ts'
import { learned } from './learned.ts'
import { models } from './models.ts'
import { results } from './results.ts'
import { sources } from './sources.ts'
import { terms } from './terms.ts'

/** Everything that a window, a browser or a script may ask of the engine. docs/contract.md lists it. */
export const contract = populateContractRouterPaths({ app, sources, files, context, catalog, ask, results, terms, history, models, learned })
export type Client = ContractRouterClient<typeof contract>
