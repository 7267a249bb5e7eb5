import { inflateRawSync } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'

/** Chooses an entry of the export menu of an answer, and waits for the file. Returns where it lies. */
export async function exported(page: Page, document: Locator, entry: string | RegExp): Promise<string> {
  await document.getByRole('button', { name: 'Export' }).click()
  const file = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: entry, exact: typeof entry === 'string' }).click()
  return (await file).path()
}

/** The records of a CSV file as RFC 4180 has them: quoted fields may hold commas, quotes and line ends. */
export function parsedCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', end = ''] of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows.filter((cells) => cells.length > 1 || cells[0] !== '')
}

/** The files within a ZIP archive, by name. Only what a spreadsheet program writes is understood: stored or deflated entries with a central directory. */
export function unzipped(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const files = new Map<string, Buffer>()
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed, name, extra, comment, start] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt16LE(at + 32), archive.readUInt32LE(at + 42)]
    const from = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28)
    const bytes = archive.subarray(from, from + packed)
    files.set(archive.toString('utf8', at + 46, at + 46 + name), method === 0 ? bytes : inflateRawSync(bytes))
    at += 46 + name + extra + comment
  }
  return files
}

/** The cells of every sheet of a workbook, row by row, as text. */
export function sheetCells(files: Map<string, Buffer>): string[][] {
  const text = (xml: string): string => [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, part = '']) => part).join('').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', '\'').replaceAll('&#39;', '\'').replaceAll('&amp;', '&')
  const shared = [...(files.get('xl/sharedStrings.xml')?.toString('utf8') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, xml = '']) => text(xml))
  const sheets = [...files].filter(([name]) => /^xl\/worksheets\/[^/]+\.xml$/.test(name)).map(([, bytes]) => bytes.toString('utf8'))
  return sheets.flatMap((sheet) => [...sheet.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row = '']) => [...row.matchAll(/<c([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes = '', body = '']) => {
    const value = /<v>([^<]*)<\/v>/.exec(body)?.[1] ?? ''
    return attributes.includes('t="s"') ? shared[Number(value)] ?? '' : attributes.includes('t="inlineStr"') ? text(body) : value
  })))
}
