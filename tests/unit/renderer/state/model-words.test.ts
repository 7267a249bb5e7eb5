import { describe, expect, it } from 'vitest'
import { engineText, hostOf, leavingText, modelPlace, modelStanding } from '../../../../renderer/state/model-words.ts'
import type { ModelState } from '../../../../shared/model/model.ts'

const remote: ModelState = { on: true, endpoint: 'https://api.openai.com/v1', name: 'gpt-5-mini', hasKey: true, allowed: true, local: false }
const local: ModelState = { ...remote, endpoint: 'http://127.0.0.1:11434/v1', name: 'qwen3', local: true }

describe('how far a model is from being asked', () => {
  it('needs to be on, to be somewhere, to have a name, and a yes', () => {
    expect([remote, { ...remote, on: false }, { ...remote, endpoint: null }, { ...remote, name: '' }, { ...remote, allowed: false }].map(modelStanding)).toEqual(['allowed', 'off', 'unfinished', 'unfinished', 'waiting'])
  })
})

describe('the status bar', () => {
  it('names the model only while it is asked', () => {
    expect([null, { ...local, on: false }, { ...local, name: '' }, { ...local, allowed: false }, local].map(engineText)).toEqual(['Offline engine', 'Offline engine', 'Offline engine, no model is set up', 'Offline engine, qwen3 is not allowed yet', 'Model: qwen3'])
  })
  it('says where questions go, and that nothing goes until it is allowed', () => {
    const leaving = (model: ModelState | null, more: Partial<{ comments: boolean; server: boolean }> = {}): string => leavingText({ model, comments: false, server: false, ...more })
    expect(leaving(null)).toBe('Nothing leaves this machine')
    expect(leaving({ ...remote, allowed: false })).toBe('Nothing leaves this machine')
    expect(leaving({ ...remote, on: false }, { server: true })).toBe('Only SQL is sent, to the database')
    expect(leaving(remote)).toBe('Questions and table names go to api.openai.com')
    expect(leaving(remote, { comments: true, server: true })).toBe('Questions, table names and comments go to api.openai.com')
    expect(leaving(local)).toBe('Questions and table names go to a model on this machine')
  })
})

it('a place is a host with its port, and no path', () => {
  expect([hostOf('http://10.0.0.7:8000/v1'), hostOf('https://api.openai.com/v1'), hostOf('not an address')]).toEqual(['10.0.0.7:8000', 'api.openai.com', 'not an address'])
  expect(modelPlace(local)).toBe('a model on this machine')
})
