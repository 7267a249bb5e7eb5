import { describe, expect, test } from 'vitest'
import type { Catalog, Table } from '../../../shared/model/catalog.ts'
import { columnRole, dateColumn, displayColumns, isIdentifier } from '../../../electron/catalog/facts.ts'
import { columnNamed, tableNamed } from '../../../electron/catalog/lookup.ts'
import { catalogFrom } from './databases.ts'

function tableOf(catalog: Catalog, name: string): Table {
  const table = tableNamed(catalog, name)
  if (table === undefined) throw new Error(`no table ${name}`)
  return table
}

const rolesIn = (catalog: Catalog, name: string) => {
  const table = tableOf(catalog, name)
  return Object.fromEntries(table.columns.map((column) => [column.name, columnRole(catalog, table, column)]))
}

/** The role of one column "x" declared and filled so, beside a key. */
async function role(name: string, declared: string, values: (string | number | null)[]): Promise<string> {
  const literal = (value: string | number | null) => (value === null ? 'NULL' : typeof value === 'number' ? `${value}` : `'${value.replaceAll("'", "''")}'`)
  const inserts = values.map((value, at) => `INSERT INTO things VALUES (${at + 1}, 'Thing ${at}', ${literal(value)});`).join('')
  const catalog = await catalogFrom(`CREATE TABLE things (thing_id INTEGER PRIMARY KEY, thing_name TEXT, "${name}" ${declared}); ${inserts}`)
  return rolesIn(catalog, 'things')[name] ?? 'none'
}

describe('roles are told from values, odd declarations or not', () => {
  test.each<[string, string, string, (string | number | null)[]]>([
    ['date', 'hired', 'TEXT', ['2018-03-14', '2019-11-02', null]],
    ['date', 'hired', 'varchar(20)', ['03/14/2018', '11/02/2019 10:30']],
    ['date', 'releasedate', 'DATE', ['17-MAR-2002', '7-APR-2001']],
    ['date', 'Date', 'TEXT', ['February 13, 1985', 'May 5, 1987']],
    ['date', 'Date', 'TEXT', ['April 17–18', 'May 8–9', 'Cancelled']],
    ['date', 'x', '', ['2018-03-14 10:00:00', '2018-03-15 11:00:00']],
    ['date', 'booking_date', 'INTEGER', [20180314, 20190102]],
    ['text', 'actual_order_date', 'VARCHAR(80)', ['(539)655-7194x3276', '944-507-0999 now', '+28(9)6180779782']],
    ['year', 'year', 'INTEGER', [1999, 2003]],
    ['year', 'Founded', 'REAL', [1866, 2003]],
    ['year', 'Open_Year', 'TEXT', ['2006', '2011']],
    ['year', 'Open_Date', 'INT', [1830, 1844]],
    ['year', 'made', 'YEAR', [2004, 2005]],
    ['measure', 'Year_working', 'INT', [1, 4]],
    ['measure', 'capacity', 'INT', [1950, 2010]],
    ['flag', 'is_late', 'INTEGER', [0, 1]],
    ['flag', 'active', 'bool', ['T', 'F']],
    ['flag', 'full_time', 'varchar(1)', ['Y', 'N', '']],
    ['measure', 'wins', 'INTEGER', [0, 1]],
    ['category', 'sex', 'TEXT', ['F', 'F']],
    ['measure', 'days_held', 'TEXT', ['113', '1,285', '99']],
    ['measure', 'amount', 'NUMERIC', [1.5, 2]],
    ['measure', 'amount_paid', 'decimal(10,2)', [1.5, 2]],
    ['measure', 'total_number', 'INTEGER', [15, 2]],
    ['measure', 'number_of_rooms', 'INTEGER', [15, 2]],
    ['key', 'room_number', 'INTEGER', [101, 102]],
    ['key', 'zip_code', 'INTEGER', [10115, 10117]],
    ['key', 'phone', 'TEXT', ['555-0101', '555-0102']],
    ['category', 'status', 'TEXT', ['open', 'closed']],
    ['category', 'x', 'TEXT', [...'aabbccddeeff']],
    ['text', 'remarks', 'TEXT', ['A long and winding remark that nobody would call a category of anything', 'Another one']],
    ['name', 'nickname', 'TEXT', ['Bo', 'Al']],
    ['text', 'starts', 'TIME', ['10:30:00', '11:30:00']],
  ])('%s: %s %s', async (expected, name, declared, values) => {
    expect(await role(name, declared, values)).toBe(expected)
  })

  test('without any rows names and types decide', async () => {
    const catalog = await catalogFrom('CREATE TABLE trips (trip_id INTEGER PRIMARY KEY, title TEXT, year INTEGER, started DATETIME, open BOOLEAN, miles REAL, category TEXT, "" TEXT)')
    expect(rolesIn(catalog, 'trips')).toEqual({ trip_id: 'key', title: 'name', year: 'year', started: 'date', open: 'flag', miles: 'measure', category: 'category', '': 'text' })
  })

  test('a column that refers to a key is a key, unless it names what it refers to', async () => {
    const catalog = await catalogFrom(`
      CREATE TABLE faculty (FacID INTEGER PRIMARY KEY, name TEXT); INSERT INTO faculty VALUES (1, 'Ada'), (2, 'Bo');
      CREATE TABLE countries (country TEXT PRIMARY KEY, area REAL); INSERT INTO countries VALUES ('Peru', 1.0), ('Chad', 2.0);
      CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT, advisor INTEGER REFERENCES faculty(FacID), country TEXT REFERENCES countries(country));
      INSERT INTO students VALUES (1, 'Cy', 1, 'Peru'), (2, 'Di', 2, 'Chad');
    `)
    expect(rolesIn(catalog, 'students')).toEqual({ id: 'key', name: 'name', advisor: 'key', country: 'category' })
  })
})

test.each([
  ['customer_id', 'INTEGER', true], ['Zip', 'TEXT', true], ['order_no', 'TEXT', true], ['amount', 'INTEGER', false], ['paid', 'INTEGER', false], ['full_name', 'TEXT', false],
  ['max_number', 'INTEGER', false], ['account_code', 'decimal(12,2)', false], ['year', 'INTEGER', false], ['code', 'TEXT UNIQUE', true], ['anything', 'INTEGER UNIQUE', true], ['valid', 'BOOLEAN', false],
])('isIdentifier of %s %s is %s', async (name, declared, expected) => {
  const catalog = await catalogFrom(`CREATE TABLE t ("${name}" ${declared}, other TEXT)`)
  const table = tableOf(catalog, 't')
  const column = columnNamed(table, name)
  expect(column && isIdentifier(column, table)).toBe(expected)
})

test.each([
  ['a name', 'CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT, name TEXT, name_of_dog TEXT)', ['name']],
  ['the name after the table', 'CREATE TABLE customers (id INTEGER PRIMARY KEY, city_name TEXT, customer_name TEXT)', ['customer_name']],
  ['an abbreviated one', 'CREATE TABLE departments (no INTEGER PRIMARY KEY, mgr_name TEXT, dept_name TEXT)', ['dept_name']],
  ['first and last', 'CREATE TABLE staff (id INTEGER PRIMARY KEY, last_name TEXT, nickname TEXT, first_name TEXT)', ['first_name', 'last_name']],
  ['first and last, abbreviated', 'CREATE TABLE EMPLOYEE (EMP_NUM INTEGER PRIMARY KEY, EMP_LNAME TEXT, EMP_FNAME TEXT)', ['EMP_FNAME', 'EMP_LNAME']],
  ['first and last after the table', 'CREATE TABLE customers (id INTEGER PRIMARY KEY, customer_first_name TEXT, customer_last_name TEXT, login_name TEXT)', ['customer_first_name', 'customer_last_name']],
  ['a title', 'CREATE TABLE films (film_id INTEGER PRIMARY KEY, rating TEXT, title TEXT)', ['title']],
  ['the table itself', 'CREATE TABLE cities (id INTEGER PRIMARY KEY, mayor TEXT, City TEXT)', ['City']],
  ['a description', 'CREATE TABLE roles (role_code TEXT PRIMARY KEY, role_description TEXT)', ['role_description']],
  ['a unique text', "CREATE TABLE matches (id INTEGER PRIMARY KEY, result TEXT, venue TEXT); INSERT INTO matches VALUES (1, 'won', 'Rome'), (2, 'won', 'Oslo'), (3, 'lost', 'Bern')", ['venue']],
  ['the key rather than a sort', "CREATE TABLE orders (id INTEGER PRIMARY KEY, kind TEXT); INSERT INTO orders VALUES (1, 'a'), (2, 'b'), (3, 'c')", ['id']],
  ['the key when no text says more', 'CREATE TABLE entries (book INTEGER, line INTEGER, amount REAL, PRIMARY KEY (book, line))', ['book', 'line']],
  ['anything when there is no key', 'CREATE TABLE t (amount REAL)', ['amount']],
])('a row is shown by %s', async (_what, statements, expected) => {
  const catalog = await catalogFrom(statements)
  expect(displayColumns(catalog, catalog.tables[0] ?? tableOf(catalog, ''))).toEqual(expected)
})

test.each([
  ['orders', 'id INTEGER, created_at DATETIME, order_date DATE, due_date DATE', 'order_date'],
  ['invoices', 'id INTEGER, due_date DATE, date DATE, last_update DATE', 'date'],
  ['rental', 'id INTEGER, return_date DATETIME, rental_date DATETIME, last_update TIMESTAMP', 'rental_date'],
  ['bookings', 'id INTEGER, end_date DATE, start_date DATE', 'start_date'],
  ['customers', 'id INTEGER, birth_date DATE, name TEXT', undefined],
  ['films', 'id INTEGER, last_update TIMESTAMP, release_year YEAR', undefined],
  ['logs', 'id INTEGER, created_at DATETIME, updated_at DATETIME', 'created_at'],
])('a question about %s means %s: %s', async (table, columns, expected) => {
  const catalog = await catalogFrom(`CREATE TABLE ${table} (${columns})`)
  expect(dateColumn(catalog, tableOf(catalog, table))).toBe(expected)
})

test('the date a question means can be compared by an engine: typed, or ISO text', async () => {
  const catalog = await catalogFrom(`
    CREATE TABLE trips (id INTEGER PRIMARY KEY, start_date TEXT, noted TEXT); INSERT INTO trips VALUES (1, '8/21/2015', '2015-08-22'), (2, '9/1/2015', '2015-09-02');
    CREATE TABLE walks (id INTEGER PRIMARY KEY, date TEXT); INSERT INTO walks VALUES (1, '8/21/2015'), (2, '9/1/2015');
  `)
  expect(dateColumn(catalog, tableOf(catalog, 'trips'))).toBe('noted')
  expect(rolesIn(catalog, 'walks')).toEqual({ id: 'key', date: 'date' })
  expect(dateColumn(catalog, tableOf(catalog, 'walks'))).toBeUndefined()
})
