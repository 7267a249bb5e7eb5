import { describe, expect, test } from 'vitest'
import { readingOf, stagesOf, subStage } from '../../../../renderer/ask/stages.ts'
import type { FailureFacts } from '../../../../shared/model/failure.ts'
import type { Outcome } from '../../../../shared/model/outcome.ts'
import type { Step } from '../../../../shared/model/step.ts'

let number = 0
const step = (stage: Step['stage'], state: Step['state'], more: Partial<Step> = {}): Step => ({ number: ++number, stage, state, detail: '', percent: 0, elapsedMs: 0, ...more })
const until = (stage: Step['stage']): Step[] => {
  const order: Step['stage'][] = ['understand', 'plan', 'check', 'run', 'draw', 'explain']
  return order.slice(0, order.indexOf(stage)).flatMap((each) => [step(each, 'started'), step(each, 'done', { detail: each === 'run' ? '4 rows' : '' })])
}
const states = (steps: Step[], outcome: Outcome | null = null): string[] => stagesOf(steps, outcome).map(({ state }) => state)
const failure: FailureFacts = { code: 'CONNECTION_LOST', message: 'Lost.', hint: 'Again.', retry: true }

describe('the five stages of a run', () => {
  test('begin with understanding, before any step arrived', () => {
    expect(states([])).toEqual(['now', 'waiting', 'waiting', 'waiting', 'waiting'])
  })

  test('fill one after the other', () => {
    expect(states([...until('check'), step('check', 'started')])).toEqual(['done', 'done', 'now', 'waiting', 'waiting'])
    expect(states([...until('run')])).toEqual(['done', 'done', 'done', 'waiting', 'waiting'])
  })

  test('say what understanding waits for, such as a model', () => {
    expect(subStage([step('understand', 'started'), step('understand', 'progress', { detail: 'Asking qwen3' })])).toBe('Asking qwen3')
    expect([subStage([]), subStage(until('check')), subStage([...until('run'), step('run', 'progress', { detail: 'Reading' })])]).toEqual([null, null, null])
  })

  test('show the receipt as part of drawing: nothing is done before the answer is there', () => {
    expect(states([...until('explain'), step('explain', 'done')])).toEqual(['done', 'done', 'done', 'done', 'now'])
    expect(states(until('explain'))).toEqual(['done', 'done', 'done', 'done', 'now'])
  })

  test('say how many rows were read', () => {
    expect(stagesOf([...until('draw'), step('draw', 'started')], null)[3]?.words).toBe('4 rows')
  })

  test('fail where the failure was, in a word, and leave the rest waiting', () => {
    const stages = stagesOf([...until('run'), step('run', 'started'), step('run', 'failed', { failure })], { kind: 'failed', failure })
    expect(stages.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'failed', 'waiting'])
    expect(stages[3]?.words).toBe('Connection lost')
  })

  test('a run that was cancelled stopped; that is no fault', () => {
    expect(states([step('understand', 'started')], { kind: 'failed', failure: { ...failure, code: 'CANCELLED' } })[0]).toBe('stopped')
  })

  test('a run that is gone without a word failed where it was last seen', () => {
    expect(states([...until('check'), step('check', 'started')], { kind: 'failed', failure })).toEqual(['done', 'done', 'failed', 'waiting', 'waiting'])
  })
})

describe('how far the reading is', () => {
  const reading = (more: Partial<Step>) => readingOf([...until('run'), step('run', 'started', { elapsedMs: 100 }), step('run', 'progress', { elapsedMs: 3_100, ...more })])

  test('is not known before the first row', () => {
    expect(reading({ rows: 0 })).toBeNull()
  })

  test('follows from the time it took and the time that is left', () => {
    expect(reading({ rows: 150_000, leftMs: 1_000 })).toEqual({ rows: 150_000, part: 0.75, expected: 200_000, result: null })
  })

  test('has no estimate where none was given, and then none is made up', () => {
    expect(reading({ rows: 150_000 })).toEqual({ rows: 150_000, part: null, expected: null, result: null })
  })

  test('knows the result that is filling up, whichever step told it', () => {
    expect(readingOf([step('run', 'progress', { rows: 100, result: 'r1' }), step('run', 'progress', { rows: 200 })])?.result).toBe('r1')
  })
})
