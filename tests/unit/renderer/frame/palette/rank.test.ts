import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ranked, score } from '../../../../../renderer/frame/palette/rank.ts'

const entries = [
  { label: 'Show or hide the side panel', words: 'toggle databases tables' }, { label: 'Settings', words: 'go to' }, { label: 'journal_lines' }, { label: 'journal_entries' }, { label: 'New question' },
  { label: 'Use the dark theme', words: 'appearance colours night' }, { label: 'invoice_lines' }, { label: 'Revenue' }, { label: 'Revenue budget' }, { label: 'Unearned revenue' },
]
const best = (query: string): string | undefined => ranked(query, entries)[0]?.label

test('the name itself, then its start, then a word inside', () => {
  expect(ranked('revenue', entries).map(({ label }) => label)).toEqual(['Revenue', 'Revenue budget', 'Unearned revenue'])
  expect(ranked('lines', entries).map(({ label }) => label)).toEqual(['journal_lines', 'invoice_lines'])
})

test('starts of words, initials, further words, letters with gaps', () => {
  expect(best('jour li')).toBe('journal_lines')
  expect(best('jl')).toBe('journal_lines')
  expect(best('nq')).toBe('New question')
  expect(best('night')).toBe('Use the dark theme')
  expect(best('dark th')).toBe('Use the dark theme')
  expect(best('setngs')).toBe('Settings')
})

test('every word must suit', () => {
  expect(ranked('revenue nonsense', entries)).toEqual([])
  expect(ranked('zzz', entries)).toEqual([])
})

test('without a query everything stays in its order', () => {
  expect(ranked('  ', entries)).toEqual(entries)
})

test('any text at all gives a score from 0 to 100, and a name finds itself', () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.string(), (query, label, words) => {
    const value = score(query, { label, words })
    expect(value).toBeGreaterThanOrEqual(0)
    expect(value).toBeLessThanOrEqual(100)
    if (label.trim() !== '') expect(score(label, { label })).toBeGreaterThan(0)
  }))
})
