import { asOf, dayOf, months, yearOf, type Day, type Month } from './calendar.ts'
import { entities, entityOf, toGroup, type Entity, type EntityCode } from './entities.ts'
import { convert, scaled, type Cents } from './money.ts'
import { addressOf, personName } from './names.ts'
import { randomFrom, type Random } from './random.ts'
import { table } from './table.ts'

type Department = {
  code: string; name: string; parent: string | null; level: number; salary: number; titles: string[]
  /** People ever on the payroll in US01, DE01 and UK01; none for the upper levels. */
  heads: [number, number, number]
}

// code; name; people in Chicago, Hamburg, Manchester; usual yearly pay in thousand dollars; job titles. Indentation is the tree.
const outline = `
D100; Meridian Foods Group
  D200; Commercial
    D210; Sales
      D211; Key Accounts; 10,7,4; 96; Key Account Manager, Senior Key Account Manager
      D212; Field Sales; 13,9,5; 74; Sales Representative, Regional Sales Manager
      D213; E-commerce; 5,3,2; 78; E-commerce Manager, Marketplace Specialist
    D220; Marketing; 8,5,3; 82; Brand Manager, Marketing Specialist
    D230; Customer Service; 11,6,4; 52; Customer Service Agent, Order Desk Lead
  D300; Operations
    D310; Logistics; 22,13,7; 56; Warehouse Operative, Shift Lead, Transport Planner
    D320; Procurement; 5,4,1; 81; Buyer, Category Buyer
    D330; Quality; 4,2,1; 72; Quality Engineer, Food Safety Officer
    D340; Product Development; 4,2,0; 84; Food Technologist, Product Developer
  D400; Corporate
    D410; Finance; 10,7,4; 86; Accountant, Financial Analyst, Controller
    D420; Human Resources; 4,3,1; 75; HR Business Partner, Payroll Specialist
    D430; Information Technology; 8,4,2; 94; Systems Engineer, Business Analyst, Support Engineer
    D440; Legal; 3,1,0; 124; Legal Counsel
    D450; Executive Office; 4,2,1; 188; Regional Director, Strategy Director, Chief of Staff
    D460; Facilities; 3,2,1; 58; Facilities Coordinator`

const readDepartments = (): Department[] => {
  const open: Department[] = []
  return outline.trim().split('\n').map((line) => {
    const level = (line.length - line.trimStart().length) / 2 + 1
    const [code = '', name = '', heads = '0,0,0', salary = '0', titles = ''] = line.trim().split('; ')
    const [us = 0, de = 0, uk = 0] = heads.split(',').map(Number)
    open.length = level - 1
    const department: Department = { code, name, parent: open.at(-1)?.code ?? null, level, heads: [us, de, uk], salary: Number(salary), titles: titles.split(', ') }
    open.push(department)
    return department
  })
}
const allDepartments = readDepartments()
/** The departments that people and costs are booked to. */
export const departments: readonly Department[] = allDepartments.filter((department) => department.salary > 0)

type Employee = {
  id: number; given: string; family: string; email: string; birth: Day; title: string; department: Department; entity: Entity; manager: number | null; hire: Day; leave: Day | null
  /** Pay for a full year at today's level, in the entity's currency. */
  salary: Cents; bankAccount: string
}

const digits = (random: Random, count: number) => Array.from({ length: count }, () => random.int(0, 9)).join('')
/** ISO 13616: letters count from A = 10, and the whole, country and check digits moved to the end, is 1 modulo 97. */
const iban = (country: string, account: string): string => {
  const numeric = `${account}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return `${country}${String(98 - Number(BigInt(numeric) % 97n)).padStart(2, '0')}${account}`
}
/** An invented bank account in the form of the country. */
export const bankAccountIn = (random: Random, code: EntityCode): string => {
  if (code === 'DE01') return iban('DE', digits(random, 18))
  if (code === 'UK01') return iban('GB', `MERI${digits(random, 14)}`)
  return `${digits(random, 9)}-${digits(random, 10)}`
}

const hireDay = (random: Random): Day => {
  // Three in five were there before the books begin; more were hired in 2024 than in the years around it.
  const draw = random.next()
  const year = draw < 0.6 ? random.int(2009, 2022) : draw < 0.7 ? 2023 : draw < 0.86 ? 2024 : draw < 0.95 ? 2025 : 2026
  return dayOf(year, random.int(1, year === 2026 ? 6 : 12), random.chance(0.7) ? 1 : 15)
}

const hireEveryone = (): Employee[] => {
  const random = randomFrom('people')
  const taken = new Set<string>()
  const employees: Employee[] = []
  for (const department of departments) {
    for (const [at, entity] of entities.entries()) {
      const heads = department.heads[at] ?? 0
      for (let head = 0; head < heads; head++) {
        const leads = head === 0
        const { given, family } = personName(random, entity.country, taken)
        const hire = leads ? dayOf(random.int(2009, 2021), random.int(1, 12), 1) : hireDay(random)
        const leaves = !leads && random.chance(0.13)
        const leave = leaves ? Math.max(hire + random.int(200, 900), dayOf(random.int(2023, 2026), random.int(1, 5), 28)) : null
        const pay = department.salary * (leads ? 1.55 : random.near(0.22)) * 1000
        employees.push({
          id: 1001 + employees.length, given, family, email: `${addressOf(given)}.${addressOf(family)}@meridianfoods.example`,
          birth: dayOf(yearOf(hire) - random.int(22, 41), random.int(1, 12), random.int(1, 28)), title: leads ? `Head of ${department.name}` : random.pick(department.titles),
          department, entity, manager: null, hire, leave: leave !== null && leave <= asOf ? leave : null,
          salary: convert(Math.round(pay / 500) * 50_000, entity.planUnits), bankAccount: bankAccountIn(random, entity.code),
        })
      }
    }
  }
  const chief = employees.find((one) => one.department.name === 'Executive Office')
  for (const employee of employees) {
    const heads = employees.filter((one) => one.department === employee.department && one.title.startsWith('Head of'))
    const local = heads.find((one) => one.entity === employee.entity)
    const above = employee === local ? heads[0] : local
    employee.manager = above === undefined || above === employee ? (chief === employee ? null : (chief?.id ?? null)) : above.id
  }
  return employees
}
export const employees: readonly Employee[] = hireEveryone()

/** Pay rises 3 % each April; what is on file is the level from April 2026. */
const payLevel = (month: Month): number => {
  const raises = 2026 - (month.month >= 4 ? month.year : month.year - 1)
  let level = 1
  for (let raise = 0; raise < raises; raise++) level /= 1.03
  return level
}

/** Gross pay of one month by department in one entity; those hired or leaving in the month are paid for all of it. */
export const payrollOf = (code: EntityCode, month: Month): Map<string, Cents> => {
  const pay = new Map<string, Cents>()
  for (const { department, entity, hire, leave, salary } of employees) {
    if (entity.code !== code || hire > month.last || (leave !== null && leave < month.first)) continue
    pay.set(department.code, (pay.get(department.code) ?? 0) + scaled(salary, payLevel(month) / 12))
  }
  return pay
}

export const departmentsTable = table('departments', { dept_code: 'text', dept_name: 'text', parent_dept_code: 'text', dept_level: 'integer' },
  allDepartments.map(({ code, name, parent, level }) => ({ dept_code: code, dept_name: name, parent_dept_code: parent, dept_level: level })))

const lastMonth = months.at(-1)
export const employeesTable = table('employees', {
  employee_id: 'integer', first_name: 'text', last_name: 'text', email: 'text', birth_date: 'date', job_title: 'text', dept_code: 'text', entity_code: 'text', manager_id: 'integer',
  hire_date: 'date', leave_date: 'date', salary_lc: 'money', ccy: 'text', salary_gc: 'money', bank_acct: 'text',
}, employees.map((one) => ({
  employee_id: one.id, first_name: one.given, last_name: one.family, email: one.email, birth_date: one.birth, job_title: one.title, dept_code: one.department.code,
  entity_code: one.entity.code, manager_id: one.manager, hire_date: one.hire, leave_date: one.leave, salary_lc: one.salary, ccy: entityOf(one.entity.code).ccy,
  salary_gc: lastMonth === undefined ? one.salary : toGroup(one.salary, one.entity.ccy, lastMonth), bank_acct: one.bankAccount,
})))
