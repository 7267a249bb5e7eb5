import { expect, test } from 'vitest'
import { panelLimits, rememberedPanels, rememberPanels } from '../../../../renderer/frame/panel-sizes.ts'

function storage(text: string | null = null) {
  const kept = new Map<string, string>(text === null ? [] : [['quaestor.panels', text]])
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => { kept.set(key, value) } }
}
const usual = { side: panelLimits.side.usual, inspector: panelLimits.inspector.usual, showSide: true, showInspector: true }

test('a change is remembered beside what was there', () => {
  const kept = storage()
  rememberPanels(kept, { side: 320.4 })
  rememberPanels(kept, { showInspector: false })
  expect(rememberedPanels(kept)).toEqual({ ...usual, side: 320, showInspector: false })
})

test.each([null, '', 'not json', '[]', 'null', '{"side":"wide"}', '{"side":1e999}'])('what cannot be read (%s) gives the usual panels', (text) => {
  expect(rememberedPanels(storage(text))).toEqual(usual)
})

test('a width beyond its bounds is brought back within them', () => {
  expect(rememberedPanels(storage('{"side":5,"inspector":90000,"showSide":true,"showInspector":true}'))).toEqual({ ...usual, side: panelLimits.side.least, inspector: panelLimits.inspector.most })
})
