import { capitalised, humanised } from '../../plan/words.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import type { FrameGroup, FrameMeasure } from './frame.ts'

const verb: Record<FrameMeasure['name'], string> = { count: 'Number of', countDistinct: 'Number of different', sum: 'Total', avg: 'Average', min: 'Lowest', max: 'Highest' }
const grainLabel = { year: 'Year', half: 'Half-year', quarter: 'Quarter', month: 'Month', week: 'Week', day: 'Day' }

/** The name of a column as a heading. */
export function columnLabel(at: number, index: LanguageIndex): string {
  const { name, table } = index.columns[at]!
  const { role } = index.tables[table]!
  return capitalised(role === undefined ? humanised(name) : `${role.bare.join(' ')} ${humanised(name)}`)
}

/** The name of a grouping as a heading. */
export const groupLabel = (group: FrameGroup, index: LanguageIndex): string => (group.grain === undefined ? columnLabel(group.column, index) : group.fiscal === true ? `Fiscal ${grainLabel[group.grain].toLowerCase()}` : grainLabel[group.grain])

const joining = { '+': 'plus', '-': 'minus', '*': 'times' } as const

/** The name of a measure as a heading. */
export function measureLabel(measure: FrameMeasure, index: LanguageIndex): string {
  const label = `${measure.metric !== undefined ? index.glossary!.metrics[measure.metric]!.label : `${verb[measure.name]} ${measured(measure, index)}`}${measure.part === true ? ' that fit' : ''}`
  if (measure.narrowed !== undefined) return `${label} for ${index.glossary!.metrics[measure.narrowed]!.label}`
  return measure.period === undefined ? label : `${label}, ${measure.period.label}`
}

function measured({ name: aggregate, column, table, formula, grain }: FrameMeasure, index: LanguageIndex): string {
  if (column === null) return humanised(index.tables[table]!.name)
  if (grain !== undefined) return `${grainLabel[grain].toLowerCase()}s`
  const [points] = index.columns[column]!.refers
  if (aggregate === 'countDistinct' && points !== undefined) return humanised(index.tables[points.table]!.name)
  const name = humanised(index.columns[column]!.name)
  if (formula === undefined) return name
  const other = humanised(index.columns[formula.other]!.name)
  return formula.operator === 'days' ? `days from ${name} to ${other}` : `${name} ${joining[formula.operator]} ${other}`
}
