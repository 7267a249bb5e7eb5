import type { QueryPlan } from '../../../shared/model/plan.ts'
import type { Choice } from '../../../shared/model/plan-edit.ts'
import type { Offer } from './offer.ts'
import { columnLabel, describingTables, tableLabel } from './nearby.ts'
import { noSuchPart, type EditSetting } from './setting.ts'

/** The columns of the listed rows and of what they belong to. */
export function shownChoices(plan: QueryPlan, path: string, setting: EditSetting): Offer {
  const at = path.startsWith('add:') ? null : path
  const current = plan.show.find((shown) => `show:${shown.id}` === at)
  if (at !== null && current === undefined) throw noSuchPart(path)
  const isList = plan.measures.length === 0 && plan.by.length === 0
  const tableOf = (id: string) => plan.tables.find((use) => use.id === id)?.table
  const choices = (isList ? describingTables(plan, setting) : []).flatMap((table) => table.columns.map((column): Choice => ({
    label: columnLabel(column.name), detail: column.comment ?? tableLabel(table.name), group: tableLabel(table.name),
    chosen: current?.value.kind === 'column' && current.value.column === column.name && tableOf(current.value.table) === table.name,
    edit: { kind: 'show', at, column: { table: table.name, column: column.name } },
  })))
  return { title: at === null ? 'Show another column' : 'Show', choices }
}
