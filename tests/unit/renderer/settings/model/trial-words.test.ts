import { describe, expect, it } from 'vitest'
import { trialWords } from '../../../../../renderer/settings/model/trial-words.ts'
import type { ModelTrial } from '../../../../../shared/model/model.ts'

const trial: ModelTrial = { models: ['qwen3', 'llama3.2'], structured: 'json_schema', latencyMs: 412, reply: 'ready' }

describe('what a test of a model found', () => {
  it('says how fast, how many, and how it answers', () => {
    expect(trialWords(trial, 'qwen3')).toEqual({ facts: ['Answered in 412 ms', '2 models', 'keeps to the form that is asked for'], warning: null })
    expect(trialWords({ ...trial, models: [], structured: 'text' }, 'qwen3').facts).toEqual(['Answered in 412 ms', 'lists no models', 'answers in plain text, from which the form is read'])
  })
  it('without a name only the list was read', () => {
    expect(trialWords({ ...trial, models: ['one'], structured: null, reply: null }, '')).toEqual({ facts: ['Reached in 412 ms', '1 model'], warning: null })
  })
  it('warns of a model that cannot be used', () => {
    expect(trialWords({ ...trial, structured: null }, 'qwen3').warning?.lead).toBe('Not usable.')
    expect(trialWords({ ...trial, structured: null, reply: null }, 'qwen3').warning?.lead).toBe('No answer.')
  })
})
