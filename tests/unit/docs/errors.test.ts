import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { failureCodes, Remedy, remedies } from '../../../shared/model/failure.ts'

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

/** The cells of every table row whose first cell is one word in code marks. */
const rows = read('docs/errors.md').split('\n').filter((line) => /^\| `\w+` \|/.test(line)).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
const named = (row: readonly string[]): string => (row[0] ?? '').replaceAll('`', '')
const codeRows = rows.filter((row) => row.length === 4)
const remedyRows = rows.filter((row) => row.length === 3)
const buttons = new Map(remedyRows.map((row) => [named(row), row[1]]))

describe('docs/errors.md', () => {
  it('lists every code once, in the order of the code, and none that does not exist', () => {
    expect(codeRows.map(named)).toEqual([...failureCodes])
  })

  it('lists every remedy once, and none that does not exist', () => {
    expect(remedyRows.map(named)).toEqual(Remedy.options)
  })

  it('says for every code what it means, what to do, and the button that mends it', () => {
    for (const [code, meaning, act, button] of codeRows) {
      expect([meaning, act], code).not.toContain('')
      const remedy = remedies[failureCodes.find((one) => `\`${one}\`` === code) ?? 'INTERNAL']
      expect([code, button]).toEqual([code, buttons.get(remedy)])
    }
  })

  it('calls the buttons as the window does', () => {
    const source = read('renderer/ui/FailureNotice.tsx')
    for (const [remedy, button] of buttons) expect(source).toContain(button === '–' ? `${remedy}: null` : `${remedy}: '${button}'`)
  })

  it('and the pages beside it name no code that does not exist', () => {
    const known = new Set<string>(['FAILURE', ...failureCodes])
    for (const page of ['errors', 'selection', 'interface', 'terminal', 'secrets', 'security', 'glossary', 'desktop', 'architecture']) {
      const words = [...read(`docs/${page}.md`).matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, word = '']) => word).filter((word) => !/^(QUAESTOR|ELECTRON|NODE)_/.test(word))
      expect(words.filter((word) => !known.has(word)), page).toEqual([])
    }
  })
})
