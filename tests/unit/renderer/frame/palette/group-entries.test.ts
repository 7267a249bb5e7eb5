import { Book } from 'lucide-react'
import { expect, test } from 'vitest'
import { grouped, type Entry } from '../../../../../renderer/frame/palette/group-entries.ts'

const entry = (group: string, label: string, detail?: string): Entry => ({ id: `${group}:${label}:${detail ?? ''}`, group, label, detail, Icon: Book, run: () => undefined })
const ask = (text: string): Entry => entry('Ask', `Ask “${text}”`)
const names = (query: string, known: Entry[], found: Entry[]) => grouped(query, known, found, ask).map(({ name, entries }) => [name, ...entries.map(({ label }) => label)])

test('the group with the best entry comes first, and asking last', () => {
  const known = [entry('Commands', 'Read the schema again'), entry('Go to', 'Catalog')]
  expect(names('cat', known, [entry('In this database', 'product_category')])).toEqual([['Go to', 'Catalog'], ['In this database', 'product_category'], ['Ask', 'Ask “cat”']])
})

test('what the engine found is kept, even where its name does not hold the query', () => {
  expect(names('turnover', [], [entry('In this database', 'Revenue')])).toEqual([['In this database', 'Revenue'], ['Ask', 'Ask “turnover”']])
})

test('the same question twice is one line; of two databases it is two', () => {
  const found = [entry('Earlier questions', 'Revenue', 'A / x'), entry('Earlier questions', 'Revenue', 'A / x'), entry('Earlier questions', 'Revenue', 'B / x')]
  expect(names('revenue', [], found)[0]).toEqual(['Earlier questions', 'Revenue', 'Revenue'])
})

test('no group takes over the list, and nothing is asked while nothing is typed', () => {
  const many = Array.from({ length: 30 }, (_, at) => entry('In this database', `table_${at}`))
  expect(names('table', [], many)[0]).toHaveLength(7)
  expect(names(' ', [entry('Go to', 'Ask')], []).flat()).toEqual(['Go to', 'Ask'])
})
