import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { guarded, temporaryPlace, within, writeFile } from './place.ts'
import { readAll } from '../read-all.ts'

const place = temporaryPlace()
afterAll(() => { place.remove() })

let number = 0
async function read(content: string | Buffer, ending = 'csv') {
  number += 1
  const file = writeFile(place, `file${number}.${ending}`, content)
  return within(place, file, async (source) => {
    const [table] = (await source.describe('main')).tables
    const answer = await readAll(source, guarded(`SELECT * FROM file${number}`), { rows: 100_000 })
    return { types: table?.columns.map(({ name, declared }) => `${name} ${declared}`), rows: answer.rows }
  })
}

test('amounts are exact decimals, whole numbers integers, long fractions floats', async () => {
  const { types, rows } = await read('id,amount,rate,measure\n1,12.50,0.125,0.123456789\n2,-1234567890123456.1,1,1e5\n')
  expect(types).toEqual(['id bigint', 'amount decimal(18,2)', 'rate decimal(18,3)', 'measure double'])
  expect(rows).toEqual([['1', '12.50', '0.125', 0.123456789], ['2', '-1234567890123456.10', '1.000', 100000]])
})

test('codes with leading zeros keep them', async () => {
  expect(await read('code,zip\n7,01067\n0042,80331\n')).toEqual({ types: ['code varchar', 'zip varchar'], rows: [['7', '01067'], ['0042', '80331']] })
})

test('a value far down that is no number turns the column into text and loses nothing', async () => {
  const { types, rows } = await read(`n\n${Array.from({ length: 30_000 }, (_, n) => n).join('\n')}\nN/A\n`)
  expect(types).toEqual(['n varchar'])
  expect([rows.length, rows.at(-1)]).toEqual([30_001, ['N/A']])
})

test('dates are read where they can be read one way only', async () => {
  const { types, rows } = await read('iso,dots,clear,unclear,at\n2024-01-02,02.01.2024,25/12/2024,01/02/2024,2024-01-02 03:04:05\n2024-02-29,29.02.2024,01/02/2024,03/04/2024,2024-01-02T03:04:06\n')
  expect(types).toEqual(['iso date', 'dots date', 'clear date', 'unclear varchar', 'at timestamp'])
  expect(rows[0]).toEqual(['2024-01-02', '2024-01-02', '2024-12-25', '01/02/2024', '2024-01-02 03:04:05'])
})

test('separators, quotes, line ends, a byte-order mark, compression, no header', async () => {
  expect((await read('a;b\r\n1;"x;\r\n""y"""\r\n')).rows).toEqual([['1', 'x;\r\n"y"']])
  expect((await read('a\tb\n1\t2\n', 'tsv')).rows).toEqual([['1', '2']])
  expect(await read('\uFEFFa,b\n1,2\n')).toEqual({ types: ['a bigint', 'b bigint'], rows: [['1', '2']] })
  expect((await read(gzipSync('a,b\n1,2\n'), 'csv.gz')).rows).toEqual([['1', '2']])
  expect(await read('1,2\n3,4\n')).toEqual({ types: ['column0 bigint', 'column1 bigint'], rows: [['1', '2'], ['3', '4']] })
  expect(await read('a,a,A\n1,2,3\n')).toEqual({ types: ['a bigint', 'a_1 bigint', 'A_2 bigint'], rows: [['1', '2', '3']] })
  expect((await read('a,b,c\n')).rows).toEqual([])
})

test('a line that begins like a comment is a row', async () => {
  expect((await read('a,b\n#1,2\n3,4\n#5,6\n')).rows).toHaveLength(3)
})

test('numbers with a decimal comma stay text', async () => {
  expect(await read('a;b\n1;2,50\n2;1.234,56\n')).toEqual({ types: ['a bigint', 'b varchar'], rows: [['1', '2,50'], ['2', '1.234,56']] })
})

test('quotes that first appear after the sampled lines are still quotes', async () => {
  const { rows } = await read(`n,t\n${Array.from({ length: 30_000 }, (_, n) => `${n},x`).join('\n')}\n1,"a, b"\n`)
  expect(rows.at(-1)).toEqual(['1', 'a, b'])
})

test.each([
  ['too few fields', `a,b,c\n${'1,2,3\n'.repeat(50)}3,4\n6,7,8\n`, 'line 52: it has 2 fields where the header has 3.'],
  ['too many fields', `a,b\n${'1,2\n'.repeat(50)}3,4,5\n6,7\n`, 'line 52: it has 3 fields where the header has 2.'],
  ['a bad line after the sampled ones', `a,b\n${'1,2\n'.repeat(30_000)}3\n6,7\n`, 'line 30002: it has 1 fields where the header has 2.'],
  ['an open quotation mark', 'a,b\n1,"unclosed\n2,3\n4,5\n', 'line 2: a quotation mark is never closed.'],
  ['another encoding', Buffer.from('a,b\n1,caf\xe9\n', 'latin1'), 'is not UTF-8 text, line 2.'],
  ['two bytes a letter', Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'), 'is not UTF-8 text'],
  ['lines above the header', 'Report of May\n\na,b\n1,2\n3,4\n', 'The first 2 lines do not belong to the table'],
  ['no text at all', Buffer.from([0, 1, 2, 3, 255, 254, 10, 13, 0, 0, 5]), 'cannot be read'],
])('%s: refused with line and reason', async (_, content, message) => {
  await expect(read(content)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining(message) as string })
})
