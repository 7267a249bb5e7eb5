import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFileSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderChart } from '../../../electron/charts/render.ts'
import { validateSpec } from '../../../electron/charts/validate.ts'
import { Failure } from '../../../shared/model/failure.ts'

/** What would be fetched: a server that counts, and a file whose content must never appear. */
const folder = mkdtempSync(join(tmpdir(), 'quaestor-specs-'))
const secret = join(folder, 'secret.json')
let requests = 0
const server = createServer((_, response) => {
  requests++
  response.end('[{"a":"FETCHED"}]')
})
let base = ''
beforeAll(async () => {
  writeFileSync(secret, '[{"a":"FETCHED"}]')
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const x = { field: 'a', type: 'nominal' }
const y = { field: 'b', type: 'quantitative' }
const good = { data: { values: [{ a: 'x', b: 1 }, { a: 'y', b: 2 }] }, mark: 'bar', encoding: { x, y } }
const withData = (data: unknown): unknown => ({ ...good, data })
const withMark = (mark: unknown): unknown => ({ ...good, mark })
const withX = (more: object): unknown => ({ ...good, encoding: { x: { ...x, ...more }, y } })
const deep = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => ({ a: inner }), 1)
const cyclic: Record<string, unknown> = { ...good }
cyclic.title = cyclic

const attacks: [string, () => unknown][] = [
  ['data from a link', () => withData({ url: `${base}/a.json` })],
  ['data from a file', () => withData({ url: `file://${secret}` })],
  ['data from a path', () => withData({ url: secret })],
  ['a link beside inline data', () => withData({ values: [], url: `${base}/a.json` })],
  ['a data format', () => withData({ values: 'a\n1', format: { type: 'csv' } })],
  ['named data', () => withData({ name: 'table' })],
  ['generated data', () => withData({ sequence: { start: 0, stop: 1e9 } })],
  ['named data sets', () => ({ ...good, datasets: { d: [{ a: 1 }] } })],
  ['a lookup in another source', () => ({ ...good, transform: [{ lookup: 'a', from: { data: { url: `${base}/a.json` }, key: 'a', fields: ['b'] } }] })],
  ['a computed field', () => ({ ...good, transform: [{ calculate: "warn('x')", as: 'b' }] })],
  ['a filter expression', () => ({ ...good, transform: [{ filter: 'datum.b > 0' }] })],
  ['signals', () => ({ ...good, signals: [{ name: 's', update: '1' }] })],
  ['parameters', () => ({ ...good, params: [{ name: 'p', expr: '1' }] })],
  ['a selection', () => ({ ...good, params: [{ name: 'brush', select: 'interval' }] })],
  ['configuration', () => ({ ...good, config: { background: 'red' } })],
  ['a signal in the configuration', () => ({ ...good, config: { signals: [{ name: 's', init: '1' }] } })],
  ['an image mark', () => ({ ...good, mark: 'image', encoding: { x, y, url: { value: `${base}/a.png` } } })],
  ['an image mark with a link', () => withMark({ type: 'image', url: `${base}/a.png` })],
  ['a link on a mark', () => withMark({ type: 'bar', href: 'javascript:alert(1)' })],
  ['a link channel', () => ({ ...good, encoding: { x, y, href: { field: 'a' } } })],
  ['a url channel', () => ({ ...good, encoding: { x, y, url: { field: 'a' } } })],
  ['a colour that loads', () => withMark({ type: 'bar', fill: `url(${base}/a.svg)` })],
  ['an expression as a value', () => withMark({ type: 'bar', opacity: { expr: '1/0' } })],
  ['an expression as a radius', () => withMark({ type: 'arc', outerRadius: { expr: 'min(width, height) / 2 - 28 + data("x").length' } })],
  ['a signal as a value', () => withMark({ type: 'bar', opacity: { signal: 'width' } })],
  ['a label expression', () => withX({ axis: { labelExpr: 'datum.label' } })],
  ['a label expression that begins like ours', () => withX({ axis: { labelExpr: "format(datum.value / 1e6, ',.3~f') + warn('x')" } })],
  ['a label expression on a new line', () => withX({ axis: { labelExpr: "format(datum.value / 1e6, ',.3~f')\n" } })],
  ['a conditional axis', () => withX({ axis: { gridColor: { condition: { test: '1', value: 'red' }, value: 'blue' } } })],
  ['a condition', () => ({ ...good, encoding: { x, y, color: { condition: { test: 'true', value: 'red' }, value: 'blue' } } })],
  ['an expression as a datum', () => withX({ datum: { expr: '1' } })],
  ['a custom format type', () => withX({ axis: { formatType: 'evil', format: 'x' } })],
  ['a quoted format', () => withX({ format: "'];alert(1)//" })],
  ['a field that is a path', () => withX({ field: 'a.b' })],
  ['a field that is an index', () => withX({ field: 'a[0]' })],
  ['a field __proto__', () => withX({ field: '__proto__' })],
  ['a field constructor', () => withX({ field: 'constructor' })],
  ['a record with __proto__', () => JSON.parse('{"data":{"values":[{"__proto__":{"polluted":1}}]},"mark":"bar","encoding":{}}') as unknown],
  ['a record with constructor', () => withData({ values: [{ constructor: 1 }] })],
  ['a record with an object', () => withData({ values: [{ a: { b: 1 } }] })],
  ['a sort by another field', () => withX({ sort: { op: 'sum', field: 'b' } })],
  ['facets', () => ({ data: good.data, facet: { field: 'a' }, spec: { mark: 'bar', encoding: { x, y } } })],
  ['repetition', () => ({ data: good.data, repeat: ['a'], spec: { mark: 'bar', encoding: { x, y } } })],
  ['concatenation', () => ({ hconcat: [good, good] })],
  ['layers within layers', () => ({ data: good.data, layer: [{ layer: [{ mark: 'bar' }] }] })],
  ['data within a layer', () => ({ data: good.data, layer: [{ mark: 'bar', data: { url: base } }] })],
  ['a map', () => withMark('geoshape')],
  ['a projection', () => ({ ...good, projection: { type: 'mercator' } })],
  ['a full Vega spec', () => ({ $schema: 'https://vega.github.io/schema/vega/v6.json', marks: [], signals: [] })],
  ['another schema address', () => ({ ...good, $schema: `${base}/schema.json` })],
  ['more marks than can be read', () => withData({ values: Array.from({ length: 1_001 }, () => ({ a: 'x', b: 1 })) })],
  ['a megabyte of text', () => withData({ values: [{ a: 'x'.repeat(1_100_000), b: 1 }] })],
  ['a label of a hundred thousand characters', () => withData({ values: [{ a: 'x'.repeat(100_000), b: 1 }] })],
  ['an enormous picture', () => ({ ...good, width: 1e9 })],
  ['a million bins', () => withX({ type: 'quantitative', bin: { maxbins: 1e6 } })],
  ['a million ticks', () => withX({ axis: { tickCount: 1e6 } })],
  ['deep nesting', () => ({ ...good, title: deep(5_000) })],
  ['a cycle', () => cyclic],
  ['neither mark nor layers', () => ({ data: good.data })],
  ['an array', () => [good]],
  ['text', () => JSON.stringify(good)],
  ['nothing', () => null],
  ['a function', () => () => good],
]

describe('refused by name, with nothing fetched', () => {
  it.each(attacks)('%s', async (_, make) => {
    let failure: unknown
    try {
      validateSpec(make())
    } catch (caught) {
      failure = caught
    }
    expect(failure).toBeInstanceOf(Failure)
    expect(failure).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringMatching(/^This chart was refused: .{5,400}\.$/) as string })
    await expect(renderChart(make() as Record<string, unknown>, { width: 200, height: 100, theme: 'light', scale: 1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(requests).toBe(0)
  })

  it('and objects inherit nothing from it', () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('what passes', () => {
  it('keeps its meaning and loses usermeta, which could override the embedder', () => {
    const spec = validateSpec({ ...good, usermeta: { embedOptions: { loader: { target: '_blank' }, ast: false, actions: true } } })
    expect(spec).toEqual({ $schema: 'https://vega.github.io/schema/vega-lite/v6.json', ...good })
  })

  it('holds no getter that could change its mind', () => {
    let reads = 0
    const spec = validateSpec({ ...good, get title() { return reads++ === 0 ? 'first' : 'second' } })
    expect(spec.title).toBe('first')
    expect(spec.title).toBe('first')
  })

  it('shows text from outside as text', async () => {
    const words = `<image href="${base}/a.png"/>`
    const { svg } = await renderChart({ ...good, title: words, data: { values: [{ a: words, b: 1 }] } }, { width: 400, height: 200, theme: 'light', scale: 1 })
    expect(svg).not.toContain('<image')
    expect(requests).toBe(0)
  })
})
