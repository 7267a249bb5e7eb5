import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { rolesOf, saidRoles } from '../../../electron/language/roles/roles.ts'
import { withRoles } from '../../../electron/language/roles/with-roles.ts'
import { tokenize } from '../../../electron/language/tokens/tokens.ts'
import { company, found, statement } from './company.ts'

const index = buildIndex(company, null)

describe('a thing and another of its kind', () => {
  it.each([
    ['What are the names of employees whose salary is higher than their manager\'s salary?', 'Bob, Dora'],
    ['Which employees earn more than their manager?', 'Bob, Dora'],
    ['Names of employees older than their manager', 'Emil, Finn'],
    ['Names of employees whose manager is Ann', 'Bob, Cleo'],
    ['Names of employees whose manager lives in Lyon', 'Dora, Emil, Finn'],
    ['What is the average salary of employees whose manager is older than 50?', '55'],
    ["What is the name of Bob's manager?", 'Ann'],
    ['How many employees does each manager have?', 'Ann 2, Bob 2, Dora 1'],
    ['List the names of employees and their managers', 'Bob Ann, Cleo Ann, Dora Bob, Emil Bob, Finn Dora'],
    ['Which employees have no manager?', 'Ann'],
    ['Which employees live in the same city as Bob?', 'Bob, Dora, Finn'],
    ['Which employees work in the same department as Bob?', 'Ann, Bob'],
  ])('%s', (question, rows) => expect(found(question)).toBe(rows))
  it('joins the table to itself over its key', () => expect(statement('Which employees earn more than their manager?')).toContain('JOIN "employee" AS "manager" ON "employee"."manager_id" = "manager"."employee_id"'))
})

describe('two roles of one table', () => {
  it.each([
    ['How many flights go from Peru to Chile?', '1'],
    ['How many flights leave from Nord and arrive in Ost?', '1'],
    ['List the flights whose source airport and destination airport are in Peru', '1, 4'],
    ['List the flights whose source and destination airports are in Peru', '1, 4'],
    ['How many flights end in a Chilean airport?', '2'],
    ['For each flight show the source airport name and the destination airport name', 'Nord Ost, Nord West, Ost Nord, West Nord, West West'],
  ])('%s', (question, rows) => expect(found(question)).toBe(rows))
})

describe('two columns of one row, two counts of one thing', () => {
  it.each([
    ['Names of employees whose bonus is higher than their salary', 'Ann, Cleo'],
    ['Names of employees with a higher bonus than salary', 'Ann, Cleo'],
    ['Which employees have more courses than badges?', 'Ann, Emil'],
    ['Which employees have fewer courses than badges?', 'Cleo'],
  ])('%s', (question, rows) => expect(found(question)).toBe(rows))
})

describe('roles of an index', () => {
  it('come from keys that call a table otherwise', () => expect(rolesOf(index).map((role) => [role.words.join(' '), role.end])).toEqual([['manager', null], ['source', 'origin'], ['destination', 'destination']]))
  it('cost nothing where none is said', () => expect(withRoles(index, saidRoles(tokenize('How many badges are red?'), index))).toBe(index))
  it('leave the index as it was', () => {
    const before = index.tables.length
    expect(withRoles(index, saidRoles(tokenize('Who is the manager of Bob?'), index)).tables).toHaveLength(before + 1)
    expect(index.tables).toHaveLength(before)
  })
})
