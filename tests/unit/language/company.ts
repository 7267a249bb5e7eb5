import { DatabaseSync } from 'node:sqlite'
import type { Catalog, Relationship } from '../../../shared/model/catalog.ts'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { understand } from '../../../electron/language/understand.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { inlineParameters } from '../../../electron/plan/inline.ts'
import { table } from './shop.ts'

const key = (from: string, column: string, to: string, target: string): Relationship => ({ from: { table: from, columns: [column] }, to: { table: to, columns: [target] }, origin: 'declared', confidence: 1, oneToOne: false })

/** Employees with managers and departments, airports with flights between them, badges and courses that some employees have. */
export const company: Catalog = {
  source: 'company', database: 'main', dialect: 'sqlite', fiscalYearStart: 1, readAt: '2026-01-01T00:00:00Z', fingerprint: 'company',
  tables: [
    table('department', 3, [['department_id', 'integer', ['1', '3']], ['department_name', 'text', ['Sales', 'Research', 'Legal']], ['budget', 'integer', ['100', '900']]]),
    table('employee', 6, [['employee_id', 'integer', ['1', '6']], ['name', 'text', ['Ann', 'Bob', 'Cleo', 'Dora', 'Emil', 'Finn']], ['salary', 'integer', ['10', '90']], ['bonus', 'integer', ['0', '80']], ['age', 'integer', ['20', '60']], ['city', 'text', ['Bonn', 'Lyon']], ['level', 'integer', ['1', '4']], ['manager_id', 'integer', ['1', '6']], ['department_id', 'integer', ['1', '3']]]),
    table('badge', 6, [['badge_id', 'integer', ['1', '6']], ['employee_id', 'integer', ['1', '6']], ['colour', 'text', ['green', 'red']]]),
    table('course', 7, [['course_id', 'integer', ['1', '7']], ['employee_id', 'integer', ['1', '6']], ['subject', 'text', ['law', 'music']], ['fee', 'integer', ['5', '50']]]),
    table('airport', 3, [['airport_id', 'integer', ['1', '3']], ['airport_name', 'text', ['Nord', 'Ost', 'West']], ['country', 'text', ['Peru', 'Chile']]]),
    table('flight', 5, [['flight_id', 'integer', ['1', '5']], ['source_airport_id', 'integer', ['1', '3']], ['destination_airport_id', 'integer', ['1', '3']], ['price', 'integer', ['10', '99']]]),
  ],
  relationships: [
    key('employee', 'manager_id', 'employee', 'employee_id'), key('employee', 'department_id', 'department', 'department_id'), key('badge', 'employee_id', 'employee', 'employee_id'), key('course', 'employee_id', 'employee', 'employee_id'),
    key('flight', 'source_airport_id', 'airport', 'airport_id'), key('flight', 'destination_airport_id', 'airport', 'airport_id'),
  ],
}

const rows = `
  CREATE TABLE department (department_id INTEGER PRIMARY KEY, department_name TEXT, budget INTEGER);
  INSERT INTO department VALUES (1, 'Sales', 100), (2, 'Research', 900), (3, 'Legal', 900);
  CREATE TABLE employee (employee_id INTEGER PRIMARY KEY, name TEXT, salary INTEGER, bonus INTEGER, age INTEGER, city TEXT, level INTEGER, manager_id INTEGER, department_id INTEGER);
  INSERT INTO employee VALUES (1, 'Ann', 50, 60, 60, 'Bonn', 4, NULL, 1), (2, 'Bob', 70, 5, 30, 'Lyon', 2, 1, 1), (3, 'Cleo', 40, 50, 25, 'Bonn', 1, 1, 2), (4, 'Dora', 90, 80, 20, 'Lyon', 3, 2, 2), (5, 'Emil', 30, 10, 40, 'Bonn', 2, 2, 2), (6, 'Finn', 10, 0, 33, 'Lyon', 1, 4, 3);
  CREATE TABLE badge (badge_id INTEGER PRIMARY KEY, employee_id INTEGER, colour TEXT);
  INSERT INTO badge VALUES (1, 1, 'green'), (2, 1, 'red'), (3, 2, 'green'), (4, 3, 'green'), (5, 3, 'red'), (6, 3, 'red');
  CREATE TABLE course (course_id INTEGER PRIMARY KEY, employee_id INTEGER, subject TEXT, fee INTEGER);
  INSERT INTO course VALUES (1, 1, 'law', 5), (2, 1, 'music', 50), (3, 1, 'law', 10), (4, 2, 'law', 20), (5, 3, 'music', 30), (6, 5, 'music', 40), (7, 5, 'music', 40);
  CREATE TABLE airport (airport_id INTEGER PRIMARY KEY, airport_name TEXT, country TEXT);
  INSERT INTO airport VALUES (1, 'Nord', 'Peru'), (2, 'Ost', 'Peru'), (3, 'West', 'Chile');
  CREATE TABLE flight (flight_id INTEGER PRIMARY KEY, source_airport_id INTEGER, destination_airport_id INTEGER, price INTEGER);
  INSERT INTO flight VALUES (1, 1, 2, 10), (2, 1, 3, 20), (3, 3, 1, 30), (4, 2, 1, 99), (5, 3, 3, 40);
`
const index = buildIndex(company, null)
const database = new DatabaseSync(':memory:')
database.exec(rows)

/** The rows, in any order, that the first reading of a question finds among the company's own. */
export function found(question: string): string {
  const [best] = understand(question, index, { asOf: '2020-01-01' }).readings
  if (best === undefined) return 'no reading'
  const all = database.prepare(inlineParameters(compile(best.plan, company, 'sqlite', { output: 'batch' }))).all()
  return all.map((row) => Object.values(row).join(' ')).sort().join(', ')
}

/** The statement of the first reading. */
export function statement(question: string): string {
  const [best] = understand(question, index, { asOf: '2020-01-01' }).readings
  return best === undefined ? 'no reading' : inlineParameters(compile(best.plan, company, 'sqlite', { output: 'batch' })).replace(/\s+/g, ' ')
}
