import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetSelectionsOf, lastSelection, rememberNone, rememberSelection } from '../../../electron/store/selections.ts'
import { openStore, type Store } from '../../../electron/store/store.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-selections-'))
  store = openStore(join(folder, 'store.sqlite'))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const select = (window: string, database: string, sourceId = 's', workspace = 'w') => { rememberSelection(store, workspace, window, { sourceId, database }) }
const last = (window: string, workspace = 'w') => lastSelection(store, workspace, window)?.database

test('each window finds its own again, a new one the latest of its workspace', () => {
  expect(last('one')).toBeUndefined()
  select('one', 'a')
  select('two', 'b')
  expect(['one', 'two', 'new'].map((window) => last(window))).toEqual(['a', 'b', 'b'])
  select('one', 'c')
  expect(['one', 'two', 'new'].map((window) => last(window))).toEqual(['c', 'b', 'c'])
  expect(last('one', 'v')).toBeUndefined()
})

test('a removed source is no selection any more', () => {
  select('one', 'a', 'gone')
  select('two', 'b')
  select('one', 'a', 'gone', 'v')
  forgetSelectionsOf(store, 'w', 'gone')
  expect([last('one'), last('two'), last('one', 'v')]).toEqual(['b', 'b', 'a'])
})

test('a window that left its database opens none at the next start', () => {
  select('one', 'a')
  rememberNone(store, 'w', 'one')
  expect(lastSelection(store, 'w', 'one')).toBeNull()
  select('one', 'b')
  expect(last('one')).toBe('b')
})

test('the longest unused windows are forgotten, the others keep theirs', () => {
  select('first', 'a')
  select('kept', 'k')
  for (let tab = 0; tab < 300; tab += 1) {
    select(`tab ${tab}`, `d${tab}`)
    if (tab % 100 === 0) select('kept', 'k')
  }
  expect([last('first'), last('kept'), last('tab 299')]).toEqual(['d299', 'k', 'd299'])
  expect(store.all('SELECT count(*) AS n FROM selections')).toEqual([{ n: 200 }])
})
