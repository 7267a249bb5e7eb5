import type { LanguageIndex } from '../index/language-index.ts'
import { conditionColumns, pushGroup, type Decisions, type Frame, type FrameCondition } from './frame.ts'
import { ofKind, type Item, type ItemOf } from './items.ts'

/** "above the average age of English players": later tests of the averaged table say whose average it is. */
function averagedOver(tests: readonly ItemOf<'where'>[], index: LanguageIndex): ItemOf<'where'>[] {
  const at = tests.findIndex((item) => item.condition.kind === 'average')
  const compared = tests[at]
  if (compared?.condition.kind !== 'average') return [...tests]
  const { table } = index.columns[compared.condition.of]!
  const inner = tests.slice(at + 1).filter((item) => conditionColumns(item.condition).every((column) => index.columns[column]!.table === table))
  return [...tests.filter((item) => item !== compared && !inner.includes(item)), { ...compared, condition: { ...compared.condition, where: inner.map((item) => item.condition) } }]
}

const plain = (condition: FrameCondition) => JSON.stringify(condition, (name, value: unknown) => (name === 'place' ? undefined : value))
const same = (left: FrameCondition, right: FrameCondition) => plain(left) === plain(right)

/** Puts the tests of the items into the frame, with what "or", "both" and clashing values make of them. */
export function addConditions(items: readonly Item[], frame: Frame, decisions: Decisions, index: LanguageIndex): void {
  const tests = decisions.within ? averagedOver(ofKind(items, 'where'), index) : ofKind(items, 'where')
  if (decisions.within) frame.notes.push('averagedOver')
  const both = ofKind(items, 'both').length > 0
  if (decisions.wide) frame.where.push(...apartAtOr(tests, ofKind(items, 'either')[0]?.start ?? -1))
  if (decisions.wide) frame.notes.push(ofKind(items, 'either').length > 0 ? 'wideEither' : 'wideOr')
  let at = decisions.wide ? tests.length : 0
  while (at < tests.length) {
    const run = [tests[at]!]
    while (at + run.length < tests.length && (tests[at + run.length]!.or || listed(tests.slice(at + run.length - 1)))) run.push(tests[at + run.length]!)
    at += run.length
    // "female (sex is F)" says one thing twice.
    for (const { condition: test, start, end } of run) test.place ??= { start, end }
    const said = run.map((item) => item.condition).filter((condition, position, all) => all.findIndex((other) => same(other, condition)) === position)
    const condition: FrameCondition = said.length > 1 ? { kind: 'any', of: said } : said[0]!
    if (!frame.where.some((other) => same(other, condition))) frame.where.push(condition)
  }
  const clash = clashing(frame.where)
  if (clash === null) return
  const [first, second] = clash
  const rest = frame.where.filter((condition) => condition !== first && condition !== second)
  const decision = both && decisions.both === 'any' ? 'intersection' : decisions.both
  if (decision === 'group') pushGroup(frame, { column: conditionColumns(first)[0]!, key: [] })
  if (decision === 'any' || decision === 'group') {
    frame.where = [...rest, { kind: 'any', of: [first, second] }]
    frame.notes.push(decision === 'group' ? 'clashGroup' : 'clashAny')
  } else if (decision === 'intersection') {
    frame.where = rest
    frame.split = { operator: 'intersection', left: [first], right: [second] }
    frame.notes.push('clashBoth')
  }
}

/** Whether the second test is one more of a list that ends in "or": "grade 1, 2 or 3". */
function listed(tests: readonly ItemOf<'where'>[]): boolean {
  const [first] = tests
  const equal = ({ condition }: ItemOf<'where'>) => condition.kind === 'compare' && condition.operator === '=' && first!.condition.kind === 'compare' && condition.column === first!.condition.column
  const end = tests.findIndex((item) => !equal(item))
  return tests.slice(1, end < 0 ? tests.length : end).some((item) => item.or)
}

/** The tests since "either", parted at each "or"; those before stand by themselves. */
function apartAtOr(tests: readonly ItemOf<'where'>[], either: number): FrameCondition[] {
  const parts: FrameCondition[][] = []
  for (const item of tests.filter(({ start }) => start > either)) {
    const last = parts.at(-1)
    if (last === undefined || item.or) parts.push([item.condition])
    else last.push(item.condition)
  }
  const before = tests.filter(({ start }) => start <= either).map((item) => item.condition)
  const whole = parts.map((of): FrameCondition => (of.length === 1 ? of[0]! : { kind: 'all', of }))
  return whole.length === 0 ? before : [...before, whole.length === 1 ? whole[0]! : { kind: 'any', of: whole }]
}

/** Two tests that no single value passes together: equal to two things, or above what it is also below. */
function clashing(conditions: readonly FrameCondition[]): [FrameCondition, FrameCondition] | null {
  for (const [at, first] of conditions.entries()) {
    for (const second of conditions.slice(at + 1)) {
      if (conditionColumns(first)[0] !== conditionColumns(second)[0]) continue
      const equal = (condition: FrameCondition) => condition.kind === 'values' || (condition.kind === 'compare' && condition.operator === '=') || condition.kind === 'within'
      if (equal(first) && equal(second)) return [first, second]
      if (first.kind === 'compare' && second.kind === 'compare' && typeof first.value === 'number' && typeof second.value === 'number') {
        const [low, high] = first.operator.startsWith('<') ? [second, first] : [first, second]
        if (low.operator.startsWith('>') && high.operator.startsWith('<') && (low.value as number) >= (high.value as number)) return [first, second]
      }
    }
  }
  return null
}
