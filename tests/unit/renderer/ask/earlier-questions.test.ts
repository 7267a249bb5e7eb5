import { describe, expect, test } from 'vitest'
import { notRecalling, recalled } from '../../../../renderer/ask/earlier-questions.ts'

describe('earlier questions', () => {
  const questions = ['one', 'two', 'two', 'three']

  test('go back without repeating, and forward to what was typed', () => {
    const first = recalled(questions, notRecalling, 'typed', 'older')!
    const second = recalled(questions, first.recall, first.text, 'older')!
    const third = recalled(questions, second.recall, second.text, 'older')!
    expect([first, second, third].map(({ text }) => text)).toEqual(['three', 'two', 'one'])
    expect(recalled(questions, third.recall, third.text, 'older')).toBeNull()
    const back = recalled(questions, first.recall, first.text, 'newer')!
    expect(back.text).toBe('typed')
    expect(recalled(questions, back.recall, back.text, 'newer')).toBeNull()
  })

  test('there are none to go to', () => {
    expect(recalled([], notRecalling, '', 'older')).toBeNull()
  })
})
