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
export const groupLabel = (group: FrameGroup, index: LanguageIndex): string => (group.grain === undefined ? columnLabel(group.column, index) : grainLabel[group.grain])

/** The name of a measure as a heading. */
export function measureLabel(measure: FrameMeasure, index: LanguageIndex): string {
  const label = measure.metric !== undefined ? index.glossary!.metrics[measure.metric]!.label
    : `${verb[measure.name]} ${(measure.column === null ? humanised(index.tables[measure.table]!.name) : humanised(index.columns[measure.column]!.name))}`
  return measure.period === undefined ? label : `${label}, ${measure.period.label}`
}
