import type { Column, Table } from '../../../shared/model/catalog.ts'
import type { Condition, Expression, QueryPlan } from '../../../shared/model/plan.ts'
import type { Choice, ChipChoices, ColumnName, FilterChoice } from '../../../shared/model/plan-edit.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { addDays } from '../calendar.ts'
import { span } from '../phrase.ts'
import { conjuncts } from '../walk.ts'
import { capitalised } from '../words.ts'
import type { Offer } from './offer.ts'
import { tableTested } from './filters.ts'
import { columnLabel, describingTables, tableLabel } from './nearby.ts'
import { extentOf, stretches } from './period-choices.ts'
import { noSuchPart, type EditSetting } from './setting.ts'

/** A column with more values than these is searched, not listed. */
const mostValues = 60
/** So many values of each column stand among the suggestions for a new filter. */
const valuesShown = 12

type FilterForm = Extract<NonNullable<ChipChoices['form']>, { kind: 'filter' }>

/** For a filter: the other values of its column. For a new one: conditions of the vocabulary, then values of columns that have few. */
export function filterChoices(plan: QueryPlan, path: string, setting: EditSetting): Offer {
  const at = path.startsWith('add:') ? null : path
  const condition = at === null ? undefined : conjuncts(plan.where)[Number(at.split(':')[1])]
  if (at !== null && condition === undefined) throw noSuchPart(path)
  const tables = describingTables(plan, setting)
  const filter = condition === undefined ? null : filterOf(condition, plan)
  const columns = tables.flatMap((table): FilterForm['columns'] => table.columns.map((column) => ({ column: { table: table.name, column: column.name }, label: columnLabel(column.name), group: tableLabel(table.name), type: column.type.kind })))
  const form: FilterForm = { kind: 'filter', at, filter, columns: columns.slice(0, 1_000) }
  const terms = termChoices(at, tables, condition, setting)
  const named = filter?.kind === 'column' ? filter.column : null
  const own = named === null ? null : tables.find((table) => table.name === named.table)
  const column = own?.columns.find((each) => each.name === named?.column)
  const values = named !== null && own !== undefined && column !== undefined
    ? [...valueChoices(at, own!, column, filter, mostValues), ...dateChoices(at, plan, condition, named, column, setting)]
    : condition === undefined ? tables.flatMap((table) => table.columns.filter((each) => (each.profile?.values?.length ?? 99) <= mostValues && (each.profile?.values?.length ?? 0) >= 2).flatMap((each) => valueChoices(at, table, each, null, valuesShown))) : []
  return { title: at === null ? 'Add a filter' : 'Only', choices: at === null ? [...terms, ...values] : [...values, ...terms], form }
}

function termChoices(at: string | null, tables: readonly Table[], condition: Condition | undefined, { glossary }: EditSetting): Choice[] {
  const names = new Set(tables.map((table) => table.name))
  return (glossary?.terms ?? []).filter((term) => term.target.kind === 'filter' && names.has(tableTested(term) ?? '')).flatMap((term): Choice[] => {
    const [phrase] = term.phrases
    if (phrase === undefined) return []
    const chosen = condition !== undefined && 'origin' in condition && condition.origin?.from === 'term' && condition.origin.term === phrase
    return [{ label: capitalised(phrase), detail: term.description ?? tableLabel(tableTested(term)!), group: 'Vocabulary', chosen: chosen && condition.kind !== 'not', edit: { kind: 'filter', at, to: { kind: 'term', phrase, negated: false } } }]
  }).filter((choice, position, all) => all.findIndex((other) => other.label === choice.label) === position)
}

function valueChoices(at: string | null, table: Table, column: Column, filter: FilterChoice | null, most: number): Choice[] {
  const values: Cell[] = column.type.kind === 'boolean' ? [true, false] : (column.profile?.values ?? []).slice(0, most)
  const chosen = filter?.kind === 'column' && filter.operator === 'is' ? filter.values : []
  return values.map((value) => ({
    label: value === true ? 'Yes' : value === false ? 'No' : String(value), detail: `${columnLabel(column.name)} of ${tableLabel(table.name).toLowerCase()}`, group: columnLabel(column.name), chosen: chosen.length === 1 && chosen[0] === value,
    edit: { kind: 'filter', at, to: { kind: 'column', column: { table: table.name, column: column.name }, operator: 'is', values: [value] } },
  }))
}

/** The same stretches of time that a period offers, for a condition on a date. */
function dateChoices(at: string | null, plan: QueryPlan, condition: Condition | undefined, named: ColumnName, column: Column, setting: EditSetting): Choice[] {
  if ((column.type.kind !== 'date' && column.type.kind !== 'timestamp') || condition?.kind !== 'within') return []
  return stretches(setting, extentOf(plan, [condition.of], setting)).map(({ label, from, until, group }) => ({
    label, detail: span(from, until), group, chosen: condition.from === from && condition.until === until,
    edit: { kind: 'filter', at, to: { kind: 'column', column: named, operator: 'between', values: [from, addDays(until, -1)] } },
  }))
}

/** A condition as the form writes it; null for one that the form has no fields for. */
export function filterOf(condition: Condition, plan: QueryPlan): FilterChoice | null {
  if ('origin' in condition && condition.origin?.from === 'term') return { kind: 'term', phrase: condition.origin.term, negated: condition.kind === 'not' }
  const columnOf = (node: Expression): ColumnName | null => {
    const table = node.kind === 'column' ? plan.tables.find((use) => use.id === node.table)?.table : undefined
    return node.kind === 'column' && typeof table === 'string' ? { table, column: node.column } : null
  }
  const made = (of: Expression, operator: Extract<FilterChoice, { kind: 'column' }>['operator'], values: Cell[]): FilterChoice | null => {
    const column = columnOf(of)
    return column === null ? null : { kind: 'column', column, operator, values }
  }
  switch (condition.kind) {
    case 'compare': {
      const operator = ({ '=': 'is', '!=': 'isNot', '<': 'less', '<=': 'atMost', '>': 'more', '>=': 'atLeast' } as const)[condition.operator]
      return condition.right.kind === 'literal' ? made(condition.left, operator, [condition.right.value]) : null
    }
    case 'in': return made(condition.of, 'is', condition.values)
    case 'between': return condition.low.kind === 'literal' && condition.high.kind === 'literal' ? made(condition.of, 'between', [condition.low.value, condition.high.value]) : null
    case 'within': return withinOf(condition, made)
    case 'isNull': return made(condition.of, 'isEmpty', [])
    case 'text': return condition.match === 'contains' || condition.match === 'starts' ? made(condition.of, condition.match === 'contains' ? 'contains' : 'startsWith', [condition.pattern]) : null
    case 'not': {
      const inner = filterOf(condition.of, plan)
      if (inner?.kind !== 'column') return null
      const opposite = inner.operator === 'is' ? 'isNot' : inner.operator === 'isEmpty' ? 'isNotEmpty' : null
      return opposite === null ? null : { ...inner, operator: opposite }
    }
    default: return null
  }
}

function withinOf({ of, from, until }: Extract<Condition, { kind: 'within' }>, made: (of: Expression, operator: 'is' | 'between' | 'less' | 'atLeast', values: Cell[]) => FilterChoice | null): FilterChoice | null {
  if (from === null) return until === null ? null : made(of, 'less', [until])
  if (until === null) return made(of, 'atLeast', [from])
  return addDays(from, 1) === until ? made(of, 'is', [from]) : made(of, 'between', [from, addDays(until, -1)])
}

