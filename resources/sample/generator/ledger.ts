import { isProfitAndLoss, postable } from './accounts.ts'
import { fiscalYearOf, months, monthOf, periodIdOf, periodNoOf, type Day, type Month } from './calendar.ts'
import { entities, toGroup, toGroupAtClose, type Entity, type EntityCode } from './entities.ts'
import { sum, type Cents } from './money.ts'
import { table } from './table.ts'

/** Debits are positive, credits negative. `gc` is given where a document already fixed it; otherwise the average rate of the month makes it. */
export type DraftLine = { account: string; lc: Cents; gc?: Cents; department?: string | null; region?: string }
type EntryType =
  | 'opening' | 'sale' | 'receipt' | 'cost of sales' | 'purchase' | 'vendor payment' | 'payroll' | 'bank' | 'depreciation' | 'accrual' | 'reversal' | 'provision' | 'tax' | 'adjustment' | 'translation'
export type Draft = {
  entity: Entity; day: Day; type: EntryType; text: string; ref?: string; postedBy: string; lines: DraftLine[]
  /** Booked in period 13. */
  adjustment?: boolean
  reverses?: Draft
}

/** Group amounts of a draft's lines. The first line takes what rounding leaves over, so that an entry balances in both currencies. */
const groupAmounts = (draft: Draft): Cents[] => {
  const month = monthOf(draft.day)
  const amounts = draft.lines.map((line) => line.gc ?? toGroup(line.lc, draft.entity.ccy, month))
  amounts[0] = (amounts[0] ?? 0) - sum(amounts)
  return amounts
}

type Entry = { draft: Draft; gc: Cents[] }
const entryOf = (draft: Draft): Entry => {
  for (const line of draft.lines) postable(line.account)
  if (sum(draft.lines.map((line) => line.lc)) !== 0) throw new RangeError(`entry does not balance: ${draft.text}`)
  return { draft, gc: groupAmounts(draft) }
}

type Balance = { lc: Cents; gc: Cents }
/** Group amounts that balances must have at the end of the last month, by entity and account, where open items fix them. */
export type OpenItems = Record<EntityCode, Record<string, Cents>>

/** Brings every asset and liability of a foreign entity to the closing rate; the difference is the translation reserve's. */
const translation = (entity: Entity, month: Month, balances: Map<string, Balance>, fixed: Record<string, Cents>): Draft[] => {
  const lines: DraftLine[] = []
  for (const account of [...balances.keys()].sort()) {
    const { lc, gc } = balances.get(account) ?? { lc: 0, gc: 0 }
    const nature = postable(account).nature
    if (nature !== 'asset' && nature !== 'liability') continue
    const difference = (fixed[account] ?? toGroupAtClose(lc, entity.ccy, month)) - gc
    if (difference !== 0) lines.push({ account, lc: 0, gc: difference })
  }
  if (lines.length === 0) return []
  return [{
    entity, day: month.last, type: 'translation', text: 'Translation to closing rate', postedBy: 'svc.consolidation', lines: [{ account: '3400', lc: 0, gc: 0 }, ...lines],
  }]
}

/** Entries in the order of their dates, with the month-end translations among them. */
const inOrder = (drafts: readonly Draft[], open: OpenItems): Entry[] => {
  const waiting = [...drafts].sort((one, other) => one.day - other.day).map(entryOf)
  const balances = new Map(entities.map((entity) => [entity.code, new Map<string, Balance>()]))
  const book = ({ draft, gc }: Entry) => {
    const ofEntity = balances.get(draft.entity.code) ?? new Map<string, Balance>()
    for (const [at, line] of draft.lines.entries()) {
      const balance = ofEntity.get(line.account) ?? { lc: 0, gc: 0 }
      ofEntity.set(line.account, { lc: balance.lc + line.lc, gc: balance.gc + (gc[at] ?? 0) })
    }
  }
  const entries: Entry[] = []
  let at = 0
  for (const month of months) {
    for (let entry = waiting[at]; entry !== undefined && entry.draft.day <= month.last; entry = waiting[++at]) {
      book(entry)
      entries.push(entry)
    }
    for (const entity of entities) {
      const fixed = month === months.at(-1) ? open[entity.code] : {}
      const closing = translation(entity, month, balances.get(entity.code) ?? new Map<string, Balance>(), fixed).map(entryOf)
      closing.forEach(book)
      entries.push(...closing)
    }
  }
  return entries
}

/** Profit before tax of some months in local cents, as booked by the drafts. */
export const profitOf = (drafts: readonly Draft[], entity: Entity, from: Day, until: Day): Cents => {
  const amounts = drafts.filter((draft) => draft.entity === entity && draft.day >= from && draft.day <= until)
    .flatMap((draft) => draft.lines.filter((line) => isProfitAndLoss(postable(line.account)) && !line.account.startsWith('9')).map((line) => line.lc))
  return 0 - sum(amounts)
}

const debits = (amounts: readonly Cents[]): Cents => sum(amounts.filter((amount) => amount > 0))

/** The tables journal_entries and journal_lines. */
export const ledgerTables = (drafts: readonly Draft[], open: OpenItems) => {
  const entries = inOrder(drafts, open)
  const ids = new Map(entries.map(({ draft }, at) => [draft, 1_000_001 + at]))
  const numbers = new Map<string, number>()
  const headers = entries.map(({ draft, gc }, at) => {
    const { entity, day, type, text, ref, postedBy, adjustment, reverses, lines } = draft
    const month = monthOf(day)
    const series = `${entity.code.slice(0, 2)}-FY${fiscalYearOf(month)}`
    const number = (numbers.get(series) ?? 0) + 1
    numbers.set(series, number)
    return {
      entry_id: 1_000_001 + at, entry_no: `${series}-${String(number).padStart(6, '0')}`, entity_code: entity.code, posting_date: day,
      period_id: periodIdOf(fiscalYearOf(month), adjustment ? 13 : periodNoOf(month)), entry_type: type, entry_text: text, doc_ref: ref ?? null, posted_by: postedBy,
      reversal_of: reverses === undefined ? null : (ids.get(reverses) ?? null), ccy: entity.ccy, total_lc: debits(lines.map((line) => line.lc)), total_gc: debits(gc),
    }
  })
  let lineId = 0
  const rows = entries.flatMap(({ draft, gc }, at) => draft.lines.map((line, lineAt) => ({
    line_id: ++lineId, entry_id: 1_000_001 + at, line_no: lineAt + 1, acct_code: line.account, dept_code: line.department ?? null, sales_region: line.region ?? null,
    amt_lc: line.lc, ccy: draft.entity.ccy, amt_gc: gc[lineAt] ?? 0,
  })))
  return [
    table('journal_entries', {
      entry_id: 'integer', entry_no: 'text', entity_code: 'text', posting_date: 'date', period_id: 'text', entry_type: 'text', entry_text: 'text', doc_ref: 'text', posted_by: 'text',
      reversal_of: 'integer', ccy: 'text', total_lc: 'money', total_gc: 'money',
    }, headers),
    table('journal_lines', {
      line_id: 'integer', entry_id: 'integer', line_no: 'integer', acct_code: 'text', dept_code: 'text', sales_region: 'text', amt_lc: 'money', ccy: 'text', amt_gc: 'money',
    }, rows),
  ]
}
