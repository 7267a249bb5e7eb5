import type { Router } from '@orpc/server'
import type { contract } from '../../shared/contract/contract.ts'
import type { Session } from '../../shared/model/session.ts'
import { appProcedures } from './procedures/app.ts'
import { askProcedures } from './procedures/ask.ts'
import { baseFor } from './procedures/base.ts'
import { catalogProcedures } from './procedures/catalog.ts'
import { contextProcedures } from './procedures/context.ts'
import { filesProcedures } from './procedures/files.ts'
import { historyProcedures } from './procedures/history.ts'
import { learnedProcedures } from './procedures/learned.ts'
import { modelsProcedures } from './procedures/models.ts'
import { resultsProcedures } from './procedures/results.ts'
import { sourcesProcedures } from './procedures/sources.ts'
import { termsProcedures } from './procedures/terms.ts'
import type { Workbench } from './workbench.ts'

/** The contract as a workbench answers it, on behalf of the session that a host puts into the context. */
export function routerFor(workbench: Workbench): Router<typeof contract, { session: Session }> {
  const base = baseFor(workbench)
  return base.router({
    app: appProcedures(base, workbench),
    sources: sourcesProcedures(base, workbench),
    files: filesProcedures(base, workbench),
    context: contextProcedures(base, workbench),
    catalog: catalogProcedures(base, workbench),
    ask: askProcedures(base, workbench),
    results: resultsProcedures(base, workbench),
    terms: termsProcedures(base, workbench),
    history: historyProcedures(base, workbench),
    models: modelsProcedures(base, workbench),
    learned: learnedProcedures(base, workbench),
  })
}
