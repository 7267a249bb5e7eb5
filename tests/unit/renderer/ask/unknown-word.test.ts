import { describe, expect, test } from 'vitest'
import { unknownWordOf, withWordReplaced } from '../../../../renderer/ask/unknown-word.ts'

describe('a word that is not known', () => {
  const word = { text: 'churn', start: 0, end: 5, nearest: ['customers'] }
  const failure = { code: 'UNKNOWN_WORD' as const, message: '', hint: '', retry: false }

  test('is read from the failure, and only where the failure holds it', () => {
    expect(unknownWordOf({ ...failure, detail: { words: [word] } })).toEqual(word)
    expect(unknownWordOf({ ...failure, detail: { words: [] } })).toBeNull()
    expect(unknownWordOf({ ...failure, detail: { words: 'churn' } })).toBeNull()
    expect(unknownWordOf({ ...failure, code: 'TIMEOUT', detail: { words: [word] } })).toBeNull()
  })

  test('is replaced where it stands', () => {
    expect(withWordReplaced('Churn by month and churn', word, 'customers')).toBe('customers by month and churn')
    expect(withWordReplaced('What is churn by month', word, 'customers')).toBe('What is customers by month')
    expect(withWordReplaced('by month', word, 'customers')).toBe('by month customers')
  })
})
