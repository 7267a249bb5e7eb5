import { expect, it } from 'vitest'
import { shortPlaceOf } from '../../../../renderer/sources/words.ts'

const file = (path: string): string => shortPlaceOf({ kind: 'files', path })

it('shows of a path the end, and always the whole name of the file', () => {
  expect(file('/data/ledger.csv')).toBe('/data/ledger.csv')
  expect(file(`/home/someone/${'deep/'.repeat(20)}june/ledger.csv`)).toMatch(/^….{36}$/)
  expect(file(`/home/${'a long name '.repeat(9)}.csv`)).toBe(`…/${'a long name '.repeat(9)}.csv`)
})

it('names a dropped file, not where its copy is kept', () => {
  expect(file('/home/someone/uploads/6aa3931a-fcee-46d6-abbc-36c09be32a19/Costs 2025.csv')).toBe('Costs 2025.csv, dropped here')
  expect(file('C:\\data\\uploads\\6aa3931a-fcee-46d6-abbc-36c09be32a19\\Costs.csv')).toBe('Costs.csv, dropped here')
  expect(file('/srv/uploads/2025/costs.csv')).toBe('/srv/uploads/2025/costs.csv')
})
