import { expect, test } from 'vitest'
import { singular, words } from '../../../electron/catalog/names.ts'

test.each([
  ['CustomerID', ['customer', 'id']], ['ref_address_types', ['ref', 'address', 'types']], ['HTTPServer2', ['http', 'server', '2']], ['home-team id', ['home', 'team', 'id']],
  ['größeInCm', ['größe', 'in', 'cm']], ['__proto__', ['proto']], ['', []], ['--', []], ['表名', ['表名']],
])('the words of %s', (name, expected) => {
  expect(words(name)).toEqual(expected)
})

test.each([
  ['customers', 'customer'], ['companies', 'company'], ['addresses', 'address'], ['campuses', 'campus'], ['warehouses', 'warehouse'], ['boxes', 'box'], ['people', 'person'], ['movies', 'movie'],
  ['status', 'status'], ['class', 'class'], ['analysis', 'analysis'], ['series', 'series'], ['bus', 'bus'], ['heroes', 'hero'], ['id', 'id'], ['databases', 'database'],
])('the singular of %s is %s', (plural, expected) => {
  expect(singular(plural)).toBe(expected)
})
