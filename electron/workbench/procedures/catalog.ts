import { Failure } from '../../../shared/model/failure.ts'
import { columnValues } from '../../agents/column-values.ts'
import { relationshipsOf, tableNamed } from '../../catalog/lookup.ts'
import { bestFound, findInCatalog, searchTables } from '../../catalog/search.ts'
import { findInGlossary } from '../../terms/search-terms.ts'
import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'

export const catalogProcedures = ({ catalog: procedures }: Base, workbench: Workbench) => procedures.router({
  tables: procedures.tables.handler(({ context, input }) => searchTables(workbench.knowledge(context.session).context.catalog, input.search, input.offset, input.count)),
  table: procedures.table.handler(({ context, input }) => {
    const { catalog, database } = workbench.knowledge(context.session).context
    const table = tableNamed(catalog, input.name)
    if (table === undefined) throw new Failure('CONTEXT_STALE', `There is no table ${input.name} in “${database}”.`, { hint: 'Read the database again, or choose another table.', detail: { table: input.name } })
    return { table, relationships: [...relationshipsOf(catalog, table.name)] }
  }),
  find: procedures.find.handler(({ context, input: { text, count } }) => {
    const { context: { catalog }, glossary } = workbench.knowledge(context.session)
    return bestFound([findInGlossary(glossary, text, count), findInCatalog(catalog, text, count)], count)
  }),
  values: procedures.values.handler(({ context, input, signal }) => workbench.holding(context.session, signal, (known, stop) => columnValues(known, input, stop))),
})
