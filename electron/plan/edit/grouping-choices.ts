import type { Expression, Grain, QueryPlan } from '../../../shared/model/plan.ts'
import type { Choice, ColumnName } from '../../../shared/model/plan-edit.ts'
import { joinGraph } from '../join-graph.ts'
import type { Offer } from './offer.ts'
import { grainLabels } from './groupings.ts'
import { columnLabel, describingTables, tableLabel } from './nearby.ts'
import { groups, isDisplay } from './names.ts'
import { noSuchPart, type EditSetting } from './setting.ts'
import { timeOfMeasure, timeOfTable } from './times.ts'

const grains: readonly Grain[] = ['year', 'quarter', 'month', 'week', 'day']

/** The dates of the rows at every grain, then what sorts them into few groups, then what they belong to. */
export function groupingChoices(plan: QueryPlan, path: string, setting: EditSetting): Offer {
  const at = path.startsWith('add:') ? null : path
  const current = plan.by.find((grouping) => `by:${grouping.id}` === at)
  if (at !== null && current === undefined) throw noSuchPart(path)
  const tables = describingTables(plan, setting)
  const main = mainTime(plan, setting)
  const dates = tables.flatMap((table) => table.columns.filter((column) => column.type.kind === 'date' || column.type.kind === 'timestamp').map((column): ColumnName => ({ table: table.name, column: column.name })))
  const isMain = (column: ColumnName) => main !== null && main.table === column.table && main.column === column.column
  const ordered = [...dates.filter(isMain), ...dates.filter((column) => !isMain(column))]
  const isCurrent = (column: ColumnName, grain?: Grain) => current !== undefined && names(plan, current.value, column, grain)
  const byTime = ordered.flatMap((column): Choice[] => grains.map((grain) => ({
    label: grainLabels[grain], detail: `${columnLabel(column.column)} of ${tableLabel(column.table).toLowerCase()}`, group: isMain(column) || ordered.length === 1 ? 'Time' : columnLabel(column.column),
    chosen: isCurrent(column, grain), edit: { kind: 'by', at, column, grain },
  })))
  const byColumn = tables.flatMap((table): Choice[] => table.columns.filter((column) => groups(table, column, setting)).sort((left, right) => Number(isDisplay(table, right.name, setting)) - Number(isDisplay(table, left.name, setting))).map((column) => ({
    label: columnLabel(column.name), detail: column.comment ?? tableLabel(table.name), group: tableLabel(table.name), chosen: isCurrent({ table: table.name, column: column.name }),
    edit: { kind: 'by', at, column: { table: table.name, column: column.name } },
  })))
  return { title: at === null ? 'Group by' : 'By', choices: [...byTime.slice(0, grains.length), ...byColumn, ...byTime.slice(grains.length)] }
}

function mainTime(plan: QueryPlan, setting: EditSetting): ColumnName | null {
  const [measure] = plan.measures
  const listed = plan.tables.find((use) => use.id === plan.entity)?.table
  return measure !== undefined ? timeOfMeasure(measure, plan, joinGraph(plan, setting.catalog), setting) : typeof listed === 'string' ? timeOfTable(listed, setting) : null
}

function names(plan: QueryPlan, value: Expression, column: ColumnName, grain: Grain | undefined): boolean {
  const inner = value.kind === 'bucket' || value.kind === 'part' ? value.of : value
  const own = value.kind === 'bucket' ? value.grain : value.kind === 'part' && value.part === 'year' ? 'year' : undefined
  return own === grain && inner.kind === 'column' && inner.column === column.column && plan.tables.find((use) => use.id === inner.table)?.table === column.table
}
