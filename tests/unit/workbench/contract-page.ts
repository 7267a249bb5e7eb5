import { isContractProcedure, type AnyContractRouter } from '@orpc/contract'
import * as z from 'zod'
import { contract } from '../../../shared/contract/contract.ts'

/** The page that lists every procedure, made from the contract: `node tests/unit/workbench/contract-page.ts > docs/contract.md`. */
export function contractPage(): string {
  const domains = Object.entries(contract as Record<string, AnyContractRouter>)
  return [
    '# The contract', '',
    'Everything that a window, a browser or a script may ask of the engine. It is declared in `shared/contract/`, a file for each domain, and answered by',
    '`electron/workbench/procedures/`. Over HTTP each procedure is a POST under `/api/<domain>/<procedure>` with a JSON body; windows reach the same over a message port or a socket.',
    'Every call is made on behalf of a session; runs, results and the database context belong to its window.',
    '', 'A call that fails gives one typed error, `FAILURE`, whose data is `{code, message, hint, retry, detail}`: see `shared/model/failure.ts`.',
    'A **stream** sends values as they come, until it ends or is left.',
    ...domains.flatMap(([domain, procedures]) => ['', `## ${domain}`, '', '| procedure | does | input | output |', '|---|---|---|---|', ...Object.entries(procedures).map(([name, procedure]) => line(`${domain}.${name}`, procedure))]),
    '',
  ].join('\n')
}

type Described = { inputSchema?: unknown; outputSchema?: unknown; route: { summary?: string } }

function line(name: string, procedure: unknown): string {
  if (!isContractProcedure(procedure)) throw new Error(`${name} is no procedure`)
  const described: unknown = procedure['~orpc']
  const { inputSchema, outputSchema, route } = described as Described
  return `| \`${name}\` | ${route.summary ?? ''} | ${shape(inputSchema)} | ${shape(outputSchema)} |`
}

/** The fields of an object, or what else it is. */
function shape(schema: unknown): string {
  if (schema === undefined) return ''
  if (!(schema instanceof z.ZodType)) return 'stream'
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => `\`${name}${field.safeParse(undefined).success ? '?' : ''}\``).join(', ')
  if (schema instanceof z.ZodArray) return `list of ${shape(schema.element)}`
  if (schema instanceof z.ZodNullable) return `${shape(schema.unwrap())} or null`
  if (schema instanceof z.ZodDiscriminatedUnion) return [...new Set(schema.options.flatMap((option) => (option instanceof z.ZodObject ? Object.entries(option.shape as Record<string, z.ZodType>).flatMap(([, field]) => (field instanceof z.ZodLiteral ? [...field.values].map(String) : [])) : [])))].join(' or ')
  if (schema instanceof z.ZodString) return 'text'
  if (schema instanceof z.ZodUnion) return 'cells'
  if (schema instanceof z.ZodRecord) return 'totals by column'
  return schema instanceof z.ZodLazy ? 'a plan' : schema.type
}

if (process.argv[1] === import.meta.filename) process.stdout.write(contractPage())
