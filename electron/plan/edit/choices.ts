import type { Plan, QueryPlan } from '../../../shared/model/plan.ts'
import type { Choice, ChipChoices, PlanEdit } from '../../../shared/model/plan-edit.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { checkSize } from '../check-size.ts'
import { comparisonChoices } from './comparison-choices.ts'
import { editPlan } from './edit-plan.ts'
import { filterChoices } from './filter-choices.ts'
import { groupingChoices } from './grouping-choices.ts'
import { measureChoices } from './measure-choices.ts'
import type { Offer } from './offer.ts'
import { orderChoices, limitChoices } from './order-choices.ts'
import { periodChoices } from './period-choices.ts'
import { noSuchPart, type EditSetting } from './setting.ts'
import { shownChoices } from './shown-choices.ts'

/** So many choices are offered; a search finds the others. */
const most = 80
/** So many are tried before looking further would take too long, and fewer of a long plan: trying one takes as long as the plan is, in characters. */
const mostTried = 400
const mostWork = 1_000_000

/**
 * What a chip can become, or with "add:…" what can be added. Every choice has been tried: editing the plan with it gives a plan that compiles.
 * With `search` only choices whose label, detail or group holds all of its words. Fails with PLAN_INVALID for a path the plan does not have.
 */
export function choicesFor(plan: Plan, path: string, setting: EditSetting, search = ''): ChipChoices {
  checkSize(plan)
  const side = /^(left|right)\/(.+)$/.exec(path)
  if (plan.kind === 'set' && side !== null) return inSide(plan, side[1] as 'left' | 'right', side[2]!, setting, search)
  const offer = plan.kind === 'set' ? setOffer(plan, path, setting) : queryOffer(plan, path, setting)
  const words = search.toLowerCase().split(/\s+/).filter((word) => word !== '')
  const matches = ({ label, detail, group }: Choice) => words.every((word) => `${label} ${detail} ${group}`.toLowerCase().includes(word))
  const choices: Choice[] = []
  for (const choice of offer.choices.filter(matches).slice(0, Math.min(mostTried, Math.ceil(mostWork / JSON.stringify(plan).length)))) {
    if (choices.length === most) break
    if (works(plan, choice.edit, setting)) choices.push(choice)
  }
  return { path, title: offer.title, choices, form: offer.form ?? null, removable: !path.startsWith('add:') && works(plan, { kind: 'remove', at: path }, setting) }
}

/** Whether an edit can be made. Anything but a Failure is an error of ours and passes on. */
function works(plan: Plan, edit: PlanEdit, setting: EditSetting): boolean {
  try {
    editPlan(plan, edit, setting)
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}

/** The choices of one of two combined lists, kept to those that leave both with as many columns. */
function inSide(plan: Extract<Plan, { kind: 'set' }>, name: 'left' | 'right', path: string, setting: EditSetting, search: string): ChipChoices {
  const inner = choicesFor(plan[name], path, setting, search)
  const outward = (at: string | null | undefined): string => `${name}/${at ?? path}`
  const choices = inner.choices.map((choice): Choice => ({ ...choice, edit: choice.edit.kind === 'chart' ? choice.edit : { ...choice.edit, at: outward(choice.edit.at) } }))
  const form = inner.form?.kind === 'filter' ? { ...inner.form, at: outward(inner.form.at) } : inner.form
  const at = `${name}/${path}`
  return { ...inner, path: at, form, choices: choices.filter((choice) => works(plan, choice.edit, setting)), removable: inner.removable && works(plan, { kind: 'remove', at }, setting) }
}

function setOffer(plan: Extract<Plan, { kind: 'set' }>, path: string, { catalog }: EditSetting): Offer {
  if (path === 'limit' || path === 'add:limit') return limitChoices(plan)
  if (path.startsWith('order:') || path === 'add:order') return orderChoices(plan, path, catalog)
  if (path === 'set' || path.startsWith('add:')) return { title: 'Rows in', choices: [] }
  throw noSuchPart(path)
}

function queryOffer(plan: QueryPlan, path: string, setting: EditSetting): Offer {
  const kind = path.startsWith('add:') ? path.slice(4) : path.split(':')[0]
  if (/^measure:.+\/where:\d+$/.test(path)) return { title: 'Condition', choices: [] }
  switch (kind) {
    case 'measure': return measureChoices(plan, path, setting)
    case 'by': return groupingChoices(plan, path, setting)
    case 'show': return shownChoices(plan, path, setting)
    case 'period': return periodChoices(plan, setting)
    case 'where': case 'filter': return filterChoices(plan, path, setting)
    case 'compare': return comparisonChoices(plan, path)
    case 'order': return orderChoices(plan, path, setting.catalog)
    case 'limit': return limitChoices(plan)
    case 'entity': return { title: 'About', choices: [] }
    case 'having': return { title: 'Groups', choices: [] }
    case 'currency': return { title: 'Currency', choices: [] }
    default: throw noSuchPart(path)
  }
}
