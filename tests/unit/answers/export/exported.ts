import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExportRequest } from '../../../../electron/answers/export/export-request.ts'
import { openResults, type ResultStore } from '../../../../electron/results/result-store.ts'
import type { ResultColumn, ResultFacts } from '../../../../shared/model/result.ts'
import type { Cell, ValueKind } from '../../../../shared/model/value.ts'

/** A result store and a folder for files, both gone after `close`. */
export async function exportBench(): Promise<{ results: ResultStore; folder: string; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'quaestor-export-'))
  const results = await openResults({ folder: join(folder, 'scratch'), maxBytes: 4e9 })
  return {
    results, folder,
    close: async () => {
      await results.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const column = (label: string, kind: ValueKind, more: { scale?: number; unit?: ResultColumn['unit'] } = {}): ResultColumn => ({
  id: label.toLowerCase(), label, type: { kind, ...(more.scale === undefined ? {} : { precision: 38, scale: more.scale }) }, ...(more.unit === undefined ? {} : { unit: more.unit }),
})

export async function kept(results: ResultStore, columns: ResultColumn[], rows: Cell[][], truncated = false): Promise<ResultFacts> {
  const writer = await results.begin(columns)
  await writer.append(rows)
  return writer.finish({ truncated })
}

export const requestFor = (id: string, more: Partial<ExportRequest> = {}): ExportRequest => ({
  id, title: 'Revenue by region', question: 'revenue by region', plan: null, negatives: 'minus',
  receipt: {
    source: 'Ledger', database: 'main', ranAt: '2026-06-30T10:00:00.000Z', reading: 'The revenue.', chips: [], grade: 'Assumed', assumed: ['Revenue excludes void invoices'], ignoredWords: [],
    sql: 'SELECT 1', parameters: ['=1+1', null], dialect: 'duckdb', tables: ['invoices'], filters: ['Period: 2025'], asOf: '2026-06-30', rows: 2, truncated: false, estimatedRows: null,
    warnings: [], engine: 'offline', model: null, confidence: 1, elapsedMs: 1,
  },
  ...more,
})

/** The archive is read by another reader than the product's own: the one that write-excel-file brings along. */
const { unzipSync } = createRequire(createRequire(import.meta.url).resolve('write-excel-file/node'))('fflate') as { unzipSync: (bytes: Uint8Array) => Record<string, Uint8Array> }

export type SheetCellRead = { type: string | undefined; style: number; value: string; format: string | undefined }

/** The parts of an xlsx file, and its cells by sheet and place. */
export function readXlsx(path: string): { parts: Record<string, string>; cell: (sheet: number, place: string) => SheetCellRead | undefined; texts: (sheet: number) => string[] } {
  const parts = Object.fromEntries(Object.entries(unzipSync(readFileSync(path))).map(([name, bytes]) => [name, new TextDecoder('utf-8', { fatal: true }).decode(bytes)]))
  const styles = parts['xl/styles.xml'] ?? ''
  const formats = new Map([...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]))
  const used = [...(/<cellXfs.*<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf ([^>]*)>/g)].map(([, attributes]) => formats.get(/numFmtId="(\d+)"/.exec(attributes ?? '')?.[1] ?? ''))
  const cells = (sheet: number) => new Map([...(parts[`xl/worksheets/sheet${sheet}.xml`] ?? '').matchAll(/<c r="([A-Z]+\d+)"(?: s="(\d+)")?(?: t="(\w+)")?>(.*?)<\/c>/gs)].map(([, place, style, type, inner]) =>
    [place ?? '', { type, style: Number(style), value: plain((inner ?? '').replace(/<[^>]*>/g, '')), format: used[Number(style)] }]))
  return { parts, cell: (sheet, place) => cells(sheet).get(place), texts: (sheet) => [...cells(sheet).values()].map(({ value }) => value) }
}

/** Text as a spreadsheet shows it. */
const plain = (xml: string): string => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
