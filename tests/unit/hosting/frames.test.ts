import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFrame, maxMessageBytes } from '../../../electron/hosting/frames.ts'
import { contentPolicy } from '../../../electron/hosting/policy.ts'

describe('messages from a window', () => {
  it.each(['{"i":"0","p":{"u":"/app/state"}}', '{"i":"0","p":{"u":"/ask/start","b":{"json":{}},"h":{"last-event-id":"3"}}}', '{"i":"0","t":4}', '{"i":"a","t":3,"p":{"e":"message","d":1}}', '{"i":"0","t":1,"p":{"u":"/x"}}'])('are taken when oRPC writes them: %s', (text) => {
    expect(isFrame(text)).toBe(true)
    expect(isFrame(new TextEncoder().encode(text))).toBe(true)
    expect(isFrame(new Uint8Array([...new TextEncoder().encode(text), 255, 1, 2, 3]))).toBe(true)
  })

  it('are refused when they are anything else, without ever throwing', () => {
    fc.assert(fc.property(fc.anything(), (value) => !isFrame(value)))
    fc.assert(fc.property(fc.json(), (text) => !isFrame(text)))
    fc.assert(fc.property(fc.uint8Array(), (bytes) => !isFrame(bytes)))
  })

  it('are refused when they are too large', () => {
    const wrap = (length: number) => `{"i":"0","p":{"u":"/x","b":"${'a'.repeat(length)}"}}`
    expect(isFrame(wrap(1_000))).toBe(true)
    expect(isFrame(wrap(maxMessageBytes))).toBe(false)
    expect(isFrame(new Uint8Array(maxMessageBytes + 1))).toBe(false)
  })
})

describe('the policy of a page', () => {
  it('allows nothing inline but styles with the nonce, and nothing from elsewhere', () => {
    const policy = contentPolicy('abc', ['ws://127.0.0.1:1'])
    expect(policy).toBe("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws://127.0.0.1:1; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })
})
