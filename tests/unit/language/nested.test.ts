import { describe, expect, it } from 'vitest'
import { found, statement } from './company.ts'

describe('and within or', () => {
  it.each([
    ['Names of employees in level 1 or 2', 'Bob, Cleo, Emil, Finn'],
    ['Names of employees in level 1, 2 or 4', 'Ann, Bob, Cleo, Emil, Finn'],
    ['Names of employees who are either from Bonn and older than 50, or earn a salary above 85', 'Ann, Dora'],
    ['Names of employees from Bonn older than 50 or with a salary above 35', 'Ann, Cleo'],
    ['Names of employees who live in neither Bonn nor Lyon', ''],
  ])('%s', (question, rows) => expect(found(question)).toBe(rows))
})

describe('two tests of groups', () => {
  it.each([
    ['Which employees have at least 2 courses and more than 1 badge?', 'Ann'],
    ['Which employees have more than 2 courses or exactly 3 badges?', 'Ann, Cleo'],
  ])('%s', (question, rows) => expect(found(question)).toBe(rows))
})

describe('a superlative inside a question', () => {
  it.each([
    ['What is the average salary of employees in the department with the highest budget?', '42.5'],
    ['What is the average fee of courses of the oldest employee?', '21.666666666666668'],
    ['Ages of employees who work in the department with the most employees', '20, 25, 40'],
  ])('%s', (question, rows) => expect(found(question)).toBe(rows))
  it('keeps every row that has the extreme', () => expect(statement('What is the average salary of employees in the department with the highest budget?')).toMatch(/= \( SELECT MAX\(/))
})

describe('what is ordered, named between', () => {
  it('orders groups by the figure that was asked for', () => expect(statement('How many employees are there per city? Order the cities by decreasing number of employees.')).toMatch(/ORDER BY "number_of_employee" DESC/))
  it('counts once what is said twice', () => expect(statement('How many employees are there per city? Order the cities by the number of employees.')).not.toMatch(/COUNT.*COUNT/))
})

describe('text that stands before its column', () => {
  it('is contained in it', () => expect(statement('List the names of employees who have an "o" in their city')).toContain(`"city" LIKE '%o%'`))
})
