import { expect, it } from 'vitest'
import { answerOf, ask } from '../workbench/served.ts'
import { withModel, type Asking } from './asked.ts'

let asking: Asking
withModel((one) => { asking = one }, { betOn: 0.05 })

it('where the offline engine is sure nothing is sent', async () => {
  for (const question of ['How many customers do we have?', 'List the customers in Germany']) {
    expect(answerOf((await ask(asking.client, question)).outcome).receipt).toMatchObject({ engine: 'offline', model: null, warnings: [] })
  }
  expect(asking.server.connections()).toBe(0)
})

it('a word that it does not use makes it unsure, however confident it is', async () => {
  asking.server.script({ say: 'I cannot help with that.' })
  await ask(asking.client, 'How many customers do we have, zorbly?')
  expect(asking.server.connections()).toBeGreaterThan(0)
})
