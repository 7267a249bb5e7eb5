import { describe, expect, it } from 'vitest'
import { callEnds, costText, tokensText, totalsText } from '../../../../../renderer/settings/sent/call-words.ts'
import { ModelCallOutcome } from '../../../../../shared/model/model.ts'

describe('what was sent, in words', () => {
  it('has a word for every end of a call', () => {
    for (const outcome of ModelCallOutcome.options) expect(callEnds[outcome].word).not.toBe('')
  })
  it('writes a cost as small as it is, and never as nothing', () => {
    expect([0, 0.00001, 0.0012, 0.4, 12.3, 1_234.5].map(costText)).toEqual(['$0.00', 'under $0.0001', '$0.0012', '$0.40', '$12.30', '$1,234.50'])
  })
  it('does not make up tokens that were not counted', () => {
    expect([tokensText({ promptTokens: null, completionTokens: null }), tokensText({ promptTokens: 1_204, completionTokens: null }), tokensText({ promptTokens: 1_204, completionTokens: 96 })]).toEqual([null, '1,204 + ?', '1,204 + 96'])
  })
  it('adds up', () => {
    expect(totalsText({ calls: 1, promptTokens: 1_204, completionTokens: 96, cost: null })).toBe('1 call · 1,204 tokens sent and 96 received')
    expect(totalsText({ calls: 1_200, promptTokens: 0, completionTokens: 0, cost: 0.5 })).toBe('1,200 calls · 0 tokens sent and 0 received · $0.50 in all')
  })
})
