import { describe, expect, it } from 'vitest'
import { faultsOf, fieldsOf, isChanged, isKeyKept, isOpenToRead, withPreset, type ModelFields } from '../../../../../renderer/settings/model/model-fields.ts'
import type { ModelState } from '../../../../../shared/model/model.ts'
import { defaultSettings } from '../../../../../shared/model/settings.ts'

const saved = { ...defaultSettings.model, preset: 'custom', baseUrl: 'https://models.example/v1', name: 'm' } as const
const fields: ModelFields = fieldsOf(saved)

describe('the fields of a model', () => {
  it('begin with the usual address of the service, and never with a key', () => {
    expect(fieldsOf(defaultSettings.model)).toEqual({ preset: 'ollama', baseUrl: 'http://127.0.0.1:11434/v1', name: '', key: '' })
  })
  it('are filled anew by another service: neither model nor key goes along', () => {
    expect(withPreset({ ...fields, key: 'secret' }, 'openai')).toEqual({ preset: 'openai', baseUrl: 'https://api.openai.com/v1', name: '', key: '' })
    expect(withPreset(fields, 'azure').baseUrl).toBe('')
    expect(withPreset({ ...fields, name: 'mine' }, 'custom').name).toBe('mine')
  })
  it('are changed when saving would change something', () => {
    expect([fields, { ...fields, baseUrl: ' https://models.example/v1 ' }, { ...fields, name: 'n' }, { ...fields, key: 'k' }, { ...fields, preset: 'vllm' as const }].map((each) => isChanged(each, saved))).toEqual([false, false, true, true, true])
    expect(isChanged(fieldsOf(defaultSettings.model), defaultSettings.model)).toBe(false)
  })
})

describe('a fault is told at its field', () => {
  const address = (baseUrl: string): string | undefined => faultsOf({ ...fields, baseUrl }, 'test').baseUrl
  it('an address that is none, or that says too much', () => {
    expect(address('')).toContain('Enter the address')
    expect(address('models.example/v1')).toContain('http://')
    expect(address('file:///etc/passwd')).toContain('http://')
    expect(address('https://')).toContain('no address')
    expect(address('http://10.0.0.7:99999/v1')).toContain('no address')
    expect(address('https://me:secret@models.example/v1')).toContain('own field')
    expect(address('https://models.example/v1?key=secret')).toContain('“?”')
    expect(address('http://127.0.0.1:11434/v1')).toBeUndefined()
  })
  it('a name is wanted for saving only', () => {
    expect(faultsOf({ ...fields, name: ' ' }, 'save').name).toContain('Test')
    expect(faultsOf({ ...fields, name: '' }, 'test')).toEqual({})
  })
})

describe('who could see it', () => {
  it('a key is kept for its own address alone', () => {
    const model: ModelState = { on: true, endpoint: 'https://models.example/v1', name: 'm', hasKey: true, allowed: false, local: false }
    expect([isKeyKept(fields, model), isKeyKept({ ...fields, baseUrl: 'https://models.example/v1/' }, model), isKeyKept({ ...fields, baseUrl: 'https://models.evil/v1' }, model), isKeyKept(fields, { ...model, hasKey: false })]).toEqual([true, true, false, false])
  })
  it('plain http is open to read, except on this machine', () => {
    const open = (baseUrl: string): boolean => isOpenToRead(baseUrl)
    expect([open('http://models.example/v1'), open('http://10.0.0.7:8000/v1'), open('https://models.example/v1'), open('http://127.0.0.1:1234/v1'), open('http://localhost:1234/v1'), open('http')]).toEqual([true, true, false, false, false, false])
  })
})
