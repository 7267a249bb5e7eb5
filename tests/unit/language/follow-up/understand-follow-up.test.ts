import { afterAll, beforeAll, expect, test } from 'vitest'
import { understandFollowUp } from '../../../../electron/agents/follow-up.ts'
import type { Knowledge } from '../../../../electron/agents/question.ts'
import { Failure } from '../../../../shared/model/failure.ts'
import { sampleFolder, sampleNotes } from '../../../fixtures/ledger.ts'
import { asOf, knowledgeOf } from '../../agents/knowledge.ts'
import { duckdbEngine, temporaryFolder, type Engine } from '../../plan/engines.ts'
import { asked } from './talk.ts'

const folder = temporaryFolder()
let engine: Engine
let knowledge: Knowledge

beforeAll(async () => {
  engine = await duckdbEngine(folder.path, sampleFolder)
  knowledge = await knowledgeOf(engine, sampleNotes())
}, 120_000)
afterAll(async () => {
  await engine.source.close()
  folder.remove()
})

const question = 'Revenue by region in 2025'
const before = () => ({ ...asked(question, knowledge.index, asOf), title: question })
const say = (text: string, more: Partial<Parameters<typeof understandFollowUp>[0]> = {}) => understandFollowUp({ top: 4, previous: before(), ...more }, text, knowledge)
async function codeOf(text: string): Promise<string> {
  try {
    await say(text)
  } catch (error) {
    if (error instanceof Failure) return error.code
  }
  return 'none'
}

test('an elliptic text changes the answer before', async () => {
  expect(await say('only EMEA')).toMatchObject({ kind: 'readings', chosen: { trace: [{ text: 'only EMEA', means: 'values' }] } })
})

test('a question of its own is understood by itself: with another subject, without an answer before, or with a reading chosen by number', async () => {
  expect(await say('How many customers do we have?')).toBeNull()
  expect(await say('Revenue by month in 2024')).toBeNull()
  expect(await say('Top 10 customers by revenue last year')).toBeNull()
  expect(await understandFollowUp({ top: 4 }, 'only EMEA', knowledge)).toBeNull()
  expect(await say('only EMEA', { reading: 0 })).toBeNull()
})

test('what may be either is asked back, with both readings', async () => {
  const narrowed = await say('only EMEA')
  if (narrowed?.kind !== 'readings') throw new Error('It narrows the answer.')
  const found = await say('all customers', { previous: { ...before(), plan: narrowed.chosen.plan } })
  expect(found?.kind).toBe('clarify')
  expect(found?.kind === 'clarify' ? found.options.map(({ label }) => label.slice(0, 24)) : []).toEqual(['About the answer before:', 'As a new question: List '])
})

test('a question of its own that is not understood is refused as one', async () => {
  expect(await say('Top 3 wombats of the burrow by whiskers')).toBeNull()
})

test('what speaks of the answer before and cannot be made is refused by name, not answered as something else', async () => {
  expect(await codeOf('only Wakanda')).toBe('UNKNOWN_WORD')
  expect(await codeOf('why')).toBe('NOT_SUPPORTED')
  expect(await codeOf('in thousands')).toBe('NOT_SUPPORTED')
  expect(await codeOf('remove the limit')).toBe('NOT_SUPPORTED')
})
