import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { discover } from '../../../../electron/catalog/discover.ts'
import { buildIndex, type LanguageIndex } from '../../../../electron/language/index/language-index.ts'
import { compile } from '../../../../electron/plan/compile.ts'
import { rowsOf, sqliteEngine, type Engine } from '../../plan/engines.ts'
import { cell, holds, planOf, said } from './talk.ts'

const folder = process.env.QUAESTOR_DATABASES
const given = folder !== undefined && existsSync(folder)
if (!given) console.warn('SKIPPED: follow-ups on databases without a vocabulary; set QUAESTOR_DATABASES to the folder of the training databases.')
const asOf = '2020-01-01'

const perDepartment = 'How many employees are there in each department?'
const salaries = 'What is the average salary of employees by department?'
const names = 'List the first name and last name of employees'
const joined = 'FROM employees e JOIN departments d ON d.DEPARTMENT_ID = e.DEPARTMENT_ID'
const races = 'How many races were held in 2009?'
const points = 'Total points by constructor'

/** What is said in turn, and the rows it then comes to; `in order` where the order was asked for. */
const talks: Record<string, [talk: string[], sql: string, ordered?: 'in order'][]> = {
  hr_1: [
    [[perDepartment, 'only those hired since 1980'], "SELECT DEPARTMENT_ID, count(*) FROM employees WHERE HIRE_DATE >= '1980-01-01' GROUP BY 1"],
    [[perDepartment, 'top 2'], 'SELECT DEPARTMENT_ID, count(*) FROM employees GROUP BY 1 ORDER BY 2 DESC LIMIT 2'],
    [[perDepartment, 'per job title'], 'SELECT j.JOB_TITLE, count(*) FROM employees e JOIN jobs j ON j.JOB_ID = e.JOB_ID GROUP BY j.JOB_ID, 1'],
    [[perDepartment, 'with the average salary'], 'SELECT DEPARTMENT_ID, count(*), avg(SALARY) FROM employees GROUP BY 1'],
    [[perDepartment, 'only Sales'], `SELECT e.DEPARTMENT_ID, count(*) ${joined} WHERE d.DEPARTMENT_NAME = 'Sales' GROUP BY 1`],
    [[salaries, 'maximum instead'], `SELECT d.DEPARTMENT_NAME, max(e.SALARY) ${joined} GROUP BY 1`],
    [[salaries, 'only Sales', 'also Shipping'], `SELECT d.DEPARTMENT_NAME, avg(e.SALARY) ${joined} WHERE d.DEPARTMENT_NAME IN ('Sales', 'Shipping') GROUP BY 1`],
    [[salaries, 'overall'], 'SELECT avg(SALARY) FROM employees'],
    [[names, 'only in Seattle', 'with salary'], `SELECT e.FIRST_NAME, e.LAST_NAME, e.SALARY ${joined} JOIN locations l ON l.LOCATION_ID = d.LOCATION_ID WHERE l.CITY = 'Seattle'`],
    [[names, 'top 5 by salary'], 'SELECT FIRST_NAME, LAST_NAME, SALARY FROM employees ORDER BY SALARY DESC, FIRST_NAME, LAST_NAME LIMIT 5', 'in order'],
    [[names, 'sort by last name descending'], 'SELECT FIRST_NAME, LAST_NAME FROM employees ORDER BY LAST_NAME DESC'],
    [[names, 'only those with a salary over 10000'], 'SELECT FIRST_NAME, LAST_NAME FROM employees WHERE SALARY > 10000'],
  ],
  formula_1: [
    [[races, 'and in 2010?'], 'SELECT count(*) FROM races WHERE year = 2010'],
    [[races, 'the year before'], 'SELECT count(*) FROM races WHERE year = 2008'],
    [[races, 'since 2005'], 'SELECT count(*) FROM races WHERE year >= 2005'],
    [[races, 'by country'], 'SELECT c.country, count(*) FROM races r JOIN circuits c ON c.circuitId = r.circuitId WHERE r.year = 2009 GROUP BY 1'],
    [[races, 'since 2005', 'by year'], 'SELECT year, count(*) FROM races WHERE year >= 2005 GROUP BY 1'],
    [['List the names of drivers', 'only German'], "SELECT forename, surname FROM drivers WHERE nationality = 'German'"],
    [['List the names of drivers', 'only German', 'all nationalities'], 'SELECT forename, surname FROM drivers'],
    [['List the names of drivers', 'not Italian', 'by nationality'], "SELECT nationality, count(*) FROM drivers WHERE nationality <> 'Italian' GROUP BY 1"],
    [[points, 'only British'], "SELECT c.constructorRef, sum(r.points) FROM constructorResults r JOIN constructors c ON c.constructorId = r.constructorId WHERE c.nationality = 'British' GROUP BY 1"],
    [[points, 'top 10'], 'SELECT c.constructorRef, sum(r.points) FROM constructorResults r JOIN constructors c ON c.constructorId = r.constructorId GROUP BY 1 ORDER BY 2 DESC LIMIT 10', 'in order'],
    [[points, 'by nationality instead'], 'SELECT c.nationality, sum(r.points) FROM constructorResults r JOIN constructors c ON c.constructorId = r.constructorId GROUP BY 1'],
  ],
}

describe.skipIf(!given).each(Object.entries(talks))('follow-ups over %s', (name, list) => {
  let engine: Engine
  let index: LanguageIndex
  beforeAll(async () => {
    engine = await sqliteEngine(join(folder!, `${name}.sqlite`))
    index = buildIndex(await discover(engine.source, { sourceId: name, database: engine.database, clock: () => new Date(0), profile: true }), null)
  }, 60_000)
  afterAll(() => engine.source.close())

  test.each(list.map((talk) => [talk[0].join(' → '), talk] as const))('%s', async (_, [talk, sql, ordered]) => {
    const statement = compile(planOf(said(talk, index, asOf)), index.catalog, 'sqlite')
    const [wanted, ours] = [await rowsOf(engine, { sql, parameters: [] }), await rowsOf(engine, statement)].map((found) => found.map((row) => row.map(cell)))
    expect(wanted!.length).toBeGreaterThan(0)
    expect(holds(wanted!, ours!, ordered === 'in order'), statement.sql).toBe(true)
  })
})
