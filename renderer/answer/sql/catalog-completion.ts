import type { CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import { keywordCompletionSource, schemaCompletionSource, type SQLDialect, type SQLNamespace } from '@codemirror/lang-sql'
import { client } from '../../api/client.ts'

const pageTables = 500
/** More tables than this in one statement are completed by name alone. */
const mostMentioned = 20

/** A call that is kept while it succeeds; one that failed is forgotten, so that the next key asks again. */
function forgetting<Value>(call: Promise<Value>, forget: () => void): Promise<Value> {
  call.catch(forget)
  return call
}

/** Completes keywords, tables, and the columns of tables that the statement mentions. The catalog is read when it is first needed; without one, only keywords come. */
export function catalogCompletion(dialect: SQLDialect): CompletionSource {
  const keywords = keywordCompletionSource(dialect, true)
  const columns = new Map<string, Promise<string[]>>()
  let tables: Promise<string[]> | null = null
  const namesOfTables = (): Promise<string[]> => (tables ??= forgetting(client.catalog.tables({ offset: 0, count: pageTables, search: '' }).then((page) => page.tables.map(({ name }) => name)), () => { tables = null }))
  const columnsOf = (table: string): Promise<string[]> => {
    const known = columns.get(table) ?? forgetting(client.catalog.table({ name: table }).then((found) => found.table.columns.map(({ name }) => name)), () => { columns.delete(table) })
    columns.set(table, known)
    return known
  }
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const found = await withCatalog(context).catch(() => null)
    return found ?? keywords(context)
  }

  async function withCatalog(context: CompletionContext): Promise<CompletionResult | null> {
    const names = await namesOfTables()
    const text = context.state.doc.toString().toLowerCase()
    const mentioned = names.filter((name) => text.includes(name.toLowerCase())).slice(0, mostMentioned)
    const known = new Map(await Promise.all(mentioned.map(async (name) => [name, await columnsOf(name)] as const)))
    const schema: SQLNamespace = Object.fromEntries(names.map((name) => [name, known.get(name) ?? []]))
    const result = await schemaCompletionSource({ dialect, schema })(context)
    if (result === null) return null
    const bare = /(^|[^.\w"`])\w*$/.test(context.state.sliceDoc(Math.max(0, context.pos - 100), context.pos))
    const own = bare ? [...new Set([...known.values()].flat())].map((label) => ({ label, type: 'property' })) : []
    const words = bare ? await keywords(context) : null
    return { ...result, options: [...result.options, ...own, ...words?.options ?? []] }
  }
}
