import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { contractPage } from './contract-page.ts'

it('docs/contract.md lists the contract as it is', () => {
  expect(readFileSync(new URL('../../../docs/contract.md', import.meta.url), 'utf8')).toBe(contractPage())
})
