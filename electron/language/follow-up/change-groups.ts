import type { Grain, Plan, QueryPlan } from '../../../shared/model/plan.ts'
import type { ColumnName } from '../../../shared/model/plan-edit.ts'
import { groupingChoices } from '../../plan/edit/grouping-choices.ts'
import type { Noun } from '../grammar/piece.ts'
import type { ChangeOf } from './change.ts'
import { asQuery, attempts, columnName, distanceTo, edit, namesIn, unknown, type Draft, type Scene } from './scene.ts'

const leastLink = 0.6

type Wanted = { columns: ColumnName[]; grain: Grain | undefined; cost: number }

const isTime = ({ value }: QueryPlan['by'][number]): boolean => value.kind === 'bucket' || value.kind === 'part'

/**
 * Splits the numbers by something else. What is like it gives way: one stretch of time for another, one thing for another; time and things
 * stand beside each other. The other way is offered too, a little dearer.
 */
export function withGroups(plan: Plan, change: ChangeOf<'group'>, scene: Scene): Draft[] {
  const query = asQuery(plan)
  const wanted = wantedOf(query, change, scene)
  const adds = change.mood === 'also' || change.mood === 'and'
  const replaces = change.mood === 'instead'
  const time = wanted.some(({ grain }) => grain !== undefined)
  const alike = query.by.filter((grouping) => isTime(grouping) === time)
  const likeFirst = [...alike, ...query.by.filter((grouping) => !alike.includes(grouping))]
  const plural = wanted.length > 1
  const giveWay = (all: boolean) => (plural ? likeFirst : all ? likeFirst.slice(0, 1) : alike.slice(0, 1))
  const added = (): Draft => ({ plan: made(query, wanted, [], scene), notes: [], cost: adds ? 0 : 1 })
  const exchanged = (all: boolean, cost: number) => (): Draft => {
    const gone = giveWay(all)
    return { plan: made(query, wanted, gone.map((grouping) => grouping.id), scene), notes: gone.length === 0 || replaces ? [] : [`By ${wanted.map(said).join(' and ')} instead of by ${gone.map(({ label }) => lowered(label)).join(' and ')}`], cost }
  }
  if (query.by.length === 0) return attempts([added], unknown('that', 'it cannot be split by it'))
  const ways = replaces ? [exchanged(true, 0)] : adds ? [added] : alike.length > 0 || plural ? [exchanged(false, 0), added] : [() => ({ ...added(), cost: 0 }), exchanged(true, 1)]
  return attempts(ways, unknown('that', 'it cannot be split by it')).map((draft) => ({ ...draft, cost: draft.cost + Math.max(...wanted.map((each) => each.cost)) * 0.01 }))
}

const lowered = (label: string) => (/^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label)
const said = ({ columns, grain }: Wanted) => grain ?? columns.map(({ column }) => column.replaceAll('_', ' ')).join(' and ')

/** Each thing wanted takes the place of one that gives way; more are added, and those that still stand after that are taken out. */
function made(query: QueryPlan, wanted: readonly Wanted[], gone: readonly string[], scene: Scene): Plan {
  const places = [...gone]
  let plan: Plan = query
  for (const { columns, grain } of wanted) {
    for (const column of columns) {
      const place = places.shift()
      plan = edit(plan, { kind: 'by', at: place === undefined ? null : `by:${place}`, column, ...(grain === undefined ? {} : { grain }) }, scene)
    }
  }
  return places.reduce<Plan>((current, id) => edit(current, { kind: 'remove', at: `by:${id}` }, scene), plan)
}

function wantedOf(query: QueryPlan, { nouns, grain }: ChangeOf<'group'>, scene: Scene): Wanted[] {
  const date = grain === null ? null : dateFor(query, scene)
  const columns = (list: readonly Noun[]) => list.map((noun): Wanted => groupColumns(noun, query, scene))
  if (grain === null) return columns(nouns)
  if (date !== null) return [{ columns: [date], grain, cost: 0 }, ...columns(nouns.filter((noun) => !isGrainWord(noun, nouns, grain, scene)))]
  const stored = nouns.filter((noun) => isGrainWord(noun, nouns, grain, scene))
  if (stored.length === 0) throw unknown(`by ${grain}`, 'these rows have no date of their own')
  return columns(nouns)
}

/** "Year" in "by year" names the stretch of time, and may name a column as well. */
function isGrainWord(noun: Noun, nouns: readonly Noun[], grain: Grain, { index }: Scene): boolean {
  return nouns.length > 0 && noun.targets.some((target) => target.kind === 'column' && (index.columns[target.at]!.words.includes(grain) || index.columns[target.at]!.role === 'date' || index.columns[target.at]!.role === 'year'))
}

/** The date that a stretch of time is taken of: the one the plan already goes by, else that of its rows. */
export function dateFor(query: QueryPlan, { setting }: Scene): ColumnName | null {
  const spoken = [...query.by.filter(isTime).map(({ value }) => value), ...(query.period?.columns ?? [])].flatMap((node) => namesIn(node, query))
  const isDate = ({ table, column }: ColumnName) => ['date', 'timestamp'].includes(setting.catalog.tables.find((each) => each.name === table)?.columns.find((each) => each.name === column)?.type.kind ?? '')
  const own = spoken.find(isDate)
  if (own !== undefined) return own
  const offered = groupingChoices(query, 'add:by', setting).choices.find(({ edit: each, group }) => each.kind === 'by' && each.grain === 'year' && group === 'Time')
  return offered?.edit.kind === 'by' ? offered.edit.column : null
}

/** The column that a noun splits by: its own, or what names the rows of its table. */
function groupColumns(noun: Noun, query: QueryPlan, scene: Scene): Wanted {
  const { index } = scene
  const choices = noun.targets.flatMap((target): (Wanted & { place: number })[] => {
    if (target.kind === 'metric') return []
    const table = target.kind === 'table' ? index.tables[target.at]! : null
    const at = table === null ? [target.at] : table.display.length > 0 ? table.display : table.key
    if (at.length === 0) return []
    const cost = distanceTo(at[0]!, query, scene) + (1 - target.score) * 4
    return [{ columns: at.map((each) => columnName(each, index)), grain: undefined, cost, place: at[0]! }]
  })
  const [best] = choices.sort((left, right) => left.cost - right.cost || left.place - right.place)
  if (best === undefined) throw unknown('that', 'there is no such column')
  return best
}

/** Whether the plan is already split by a noun, or lists it. */
export function speaksOf(noun: Noun, query: QueryPlan, { index }: Scene): boolean {
  const listed = query.by.length > 0 ? namesIn(query.by.map(({ value }) => value), query) : namesIn(query.show, query)
  const lists = (at: number) => listed.some(({ table, column }) => table === index.tables[index.columns[at]!.table]!.name && column === index.columns[at]!.name)
  const entity = query.tables.find((use) => use.id === query.entity)?.table
  return noun.targets.some((target) => {
    if (target.score < leastLink || target.kind === 'metric') return false
    if (target.kind === 'column') return lists(target.at)
    const { name, display, key } = index.tables[target.at]!
    return (entity === name && query.measures.length === 0) || [...display, ...key].some(lists)
  })
}
