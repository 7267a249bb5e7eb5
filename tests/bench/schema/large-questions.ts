import type { Catalog, Column, Table } from '../../../shared/model/catalog.ts'
import { plural } from './large-schema.ts'
import { seeded, type Seeded } from './seeded.ts'

type Subject = { table: Table; one: string; many: string; measures: string[]; texts: Column[]; parents: string[]; date: string | undefined; seeded: Seeded }

/** Ways to ask: counts, sums, lists, filters, periods, groups, rankings, negations, averages, comparisons, charts, and words that nothing knows. */
const templates: readonly ((of: Subject) => string)[] = [
  ({ many }) => `How many ${many} are there?`,
  ({ many, measures: [measure], date }) => `Total ${measure} of ${many}${date === undefined ? '' : ' in 2024'}`,
  ({ many, measures: [measure], parents: [parent] }) => `Total ${measure} of ${many} by ${parent ?? 'status'}`,
  ({ many, texts: [text] }) => `Show the ${text?.name.replaceAll('_', ' ') ?? 'name'} and description of all ${many}`,
  ({ many, texts }) => withValue(texts, (name, value) => `List ${many} whose ${name} is ${value}`, `List all ${many}`),
  ({ many, texts }) => withValue(texts, (_, value) => `Number of ${value} ${many} per month`, `Number of ${many} per month`),
  ({ one, measures: [measure] }) => `Which ${one} has the highest ${measure}?`,
  ({ many, measures: [measure] }) => `Top 10 ${many} by ${measure}`,
  ({ many, parents: [parent] }) => `Top 5 ${plural(parent ?? 'customer')} by number of ${many}`,
  ({ many, parents: [parent] }) => `Which ${plural(parent ?? 'customer')} have no ${many}?`,
  ({ many, parents: [parent] }) => `For each ${parent ?? 'region'}, how many ${many} are there, sorted from most to least`,
  ({ many, measures: [measure] }) => `What is the average ${measure} of ${many} last year?`,
  ({ many, measures: [measure, other] }) => `List the names of ${many} with ${measure} above 1000 and ${other ?? 'score'} below 50`,
  ({ many, measures: [measure] }) => `${many} with ${measure} above the average`,
  ({ many, texts: [text], measures: [measure] }) => `Average ${measure} of ${many} for each ${text?.name.replaceAll('_', ' ') ?? 'status'} as a bar chart`,
  ({ many, texts: [text] }) => `How many different ${plural(text?.name.replaceAll('_', ' ') ?? 'status')} do ${many} have?`,
  ({ many, measures: [measure] }) => `Monthly ${measure} of ${many} in 2025 compared with 2024`,
  ({ many, parents: [parent], measures: [measure] }) => `Show the ${parent ?? 'customer'} name, status and ${measure} of the 20 most recent ${many}`,
  ({ many, parents: [parent] }) => `${plural(parent ?? 'customer')} with more than 5 ${many} in the last 3 months`,
  ({ many, texts }) => withValue(texts, (name, value) => `${many} where ${name} is not ${value}, newest first`, `${many}, newest first`),
  ({ many, measures: [measure] }) => `frobnicated ${measure} of ${many} by zone`,
  ({ one, texts }) => withValue(texts, (_, value) => `What are the names and emails of every ${one} in ${value}?`, `What are the names and emails of every ${one}?`),
  ({ measures: [measure], seeded: random }) => `${measure} by ${random.one(['region', 'country', 'category', 'status'])} and quarter`,
  ({ many, measures: [measure], parents: [parent] }) => `What is the total ${measure} and the number of ${many} for ${plural(parent ?? 'customer')} in Germany in Q2 2025, by month, without cancelled ones?`,
]

/** Questions about a large database, in the words of its tables, columns and values. The same catalog gives the same questions. */
export function largeQuestions(catalog: Catalog, count: number): string[] {
  const random = seeded(count)
  return Array.from({ length: count }, (_, at) => templates[at % templates.length]!(subjectOf(random.one(catalog.tables), random)))
}

/** Every third time a table is called without its department. */
function subjectOf(table: Table, random: Seeded): Subject {
  const spoken = table.name.replaceAll('_', ' ')
  const many = random.below(3) === 0 ? spoken.slice(spoken.indexOf(' ') + 1) : spoken
  const own = table.columns.filter(({ name }) => !name.endsWith('_id'))
  const parents = table.columns.slice(1).flatMap(({ name }) => (name.endsWith('_id') ? [name.slice(0, -3).replaceAll('_', ' ')] : []))
  return {
    table, many, one: many.replace(/ies$/, 'y').replace(/s$/, ''), measures: random.some(own.filter(({ type }) => type.kind === 'integer' || type.kind === 'decimal'), 2).map(({ name }) => name.replaceAll('_', ' ')),
    texts: random.some(own.filter((column) => column.profile?.values !== undefined), 2), parents, date: own.find(({ type }) => type.kind === 'date')?.name, seeded: random,
  }
}

function withValue([text]: readonly Column[], say: (name: string, value: string) => string, otherwise: string): string {
  const [value] = text?.profile?.values ?? []
  return text === undefined || value === undefined ? otherwise : say(text.name.replaceAll('_', ' '), value)
}
