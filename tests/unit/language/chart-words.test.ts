import { describe, expect, it } from 'vitest'
import { readChartWords } from '../../../electron/language/chart-words/chart-words.ts'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { tokenize, type Token } from '../../../electron/language/tokens/tokens.ts'
import { understand } from '../../../electron/language/understand.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { shop } from './shop.ts'

const text = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join(' ')
const read = (question: string, wanted = false) => {
  const { rest, chart } = readChartWords(tokenize(question), wanted)
  return { rest: text(rest), chart }
}

describe('what is said of the chart is taken out of the question', () => {
  it.each([
    ['Show the number of orders per country in a bar chart', 'Show the number of orders per country', 'bar'],
    ['A pie chart about the number of orders per country', 'show the number of orders per country', 'pie'],
    ['What is the total quantity per product? Plot them as a line chart.', 'What is the total quantity per product ?', 'line'],
    ['Draw a scatter plot of age and price', 'show age and price', 'scatter'],
    ['Visualize the result using a stacked bar chart: orders per country and year', 'show orders per country and year', 'stacked bar'],
    ['How many orders are there per country, as bars', 'How many orders are there per country', 'bar'],
    ['How many orders are there per country? Show the proportion.', 'How many orders are there per country', 'pie'],
  ])('%s', (question, rest, kind) => {
    const found = read(question)
    expect(found.chart?.kind).toBe(kind)
    expect(found.rest.replace(/[ .,?]+$/, '')).toBe(rest.replace(/[ .,?]+$/, ''))
  })

  it('implies a kind by what is asked of the numbers', () => {
    expect(read('Show the trend of revenue over order date', true).chart).toMatchObject({ kind: 'line', by: 'implied' })
    expect(read('What is the relationship between age and price?', true).chart).toMatchObject({ kind: 'scatter', by: 'implied' })
    expect(read('Number of orders over time')).toMatchObject({ rest: 'Number of orders by month', chart: { kind: 'line', by: 'implied' } })
    expect(read('Show the trend of revenue as a bar chart').chart).toMatchObject({ kind: 'bar', by: 'named' })
  })

  it.each([
    ['Names and ages in a bar chart, sorted by the y axis descending', 'y', 'desc'],
    ['Names and ages in a bar chart, I want the x axis sorted from high to low', 'x', 'desc'],
    ['Names and ages in a bar chart, x axis from high to low', 'x', 'desc'],
    ['Names and ages in a bar chart, and rank by the bar names in asc order', 'x', 'asc'],
    ['Names and ages in a bar chart, could you list in ascending by the total number please?', 'y', 'asc'],
  ])('reads the order: %s', (question, by, direction) => {
    const { chart, rest } = read(question)
    expect(chart?.sort).toEqual({ by, direction })
    expect(rest).not.toMatch(/sort|rank|axis|total|asc/)
  })

  it.each([
    ['Number of orders in a bar chart, bin order date by weekday', 'order date', 'weekday'],
    ['Bar chart of the number of orders, binning order date into the month interval', 'order date', 'month'],
    ['Bin the order date into YEAR interval and count the orders with a line chart', 'order date', 'year'],
  ])('reads bins: %s', (question, column, unit) => {
    const { chart } = read(question)
    expect(chart?.bin?.unit).toBe(unit)
    expect(text(chart?.bin?.column ?? [])).toBe(column)
  })

  it('reads axes and colours', () => {
    const found = read('Draw a scatterplot of age vs price where age is on the x-axis and points are coloured by country')
    expect(text(found.chart?.x ?? [])).toBe('age')
    expect(text(found.chart?.colour ?? [])).toBe('country')
    expect(text(read('Bar chart x axis country y axis the number of customers').chart?.x ?? [])).toBe('country')
  })

  it.each([
    'Which table has the highest price?', 'What are the names of artists whose exhibitions draw over 200 visitors?', 'Show sales by month', 'List the bars in London', 'Which lines stop at the station?',
    'Show the share of returns by region', 'Sort the customers by name in ascending order', 'How old is the graph paper company?',
  ])('leaves a plain question alone: %s', (question) => {
    const tokens = tokenize(question)
    expect(readChartWords(tokens, false)).toEqual({ rest: tokens, chart: null })
  })
})

describe('the plan of a question that asks for a chart', () => {
  const index = buildIndex(shop, null)
  const planOf = (question: string) => {
    const [best] = understand(question, index, { asOf: '2020-01-01' }).readings
    if (best === undefined) throw new Error('not understood')
    const { plan } = best
    if (plan.kind !== 'query') throw new Error('a set')
    const labelled = (id: string | undefined) => plan.show.find((shown) => shown.id === id)?.label
    return { plan, display: { chart: plan.display?.chart, x: labelled(plan.display?.x), y: labelled(plan.display?.y), colour: labelled(plan.display?.color) }, sql: compile(plan, shop, 'sqlite', { output: 'batch' }).sql.replace(/\s+/g, ' ') }
  }

  it('names what stands on its axes, by their place in the question', () => {
    expect(planOf('Draw a bar chart of the number of owners for each country').display).toMatchObject({ chart: 'bar', x: 'Country', y: 'Number of owner' })
    expect(planOf('Show weight over species of the pets in a bar chart').display).toMatchObject({ chart: 'bar', x: 'Species', y: 'Weight' })
  })

  it('orders by the axis that was named', () => {
    const { plan, sql } = planOf('Bar chart of the number of owners for each country, sort the y axis in descending order')
    expect(plan.display).toMatchObject({ sort: { by: 'y', direction: 'desc' }, upright: true })
    expect(sql).toMatch(/ORDER BY "number_of_owner" DESC/)
  })

  it('puts dates into bins: weekdays of all years together, years apart', () => {
    const folded = planOf('Bar chart of the number of visits, bin visit date by weekday')
    expect(folded.plan.by.map((group) => group.value)).toMatchObject([{ kind: 'part', part: 'weekday' }])
    expect(folded.display.x).toBe('Weekday')
    expect(planOf('Line chart of the number of visits, bin the visit date into the year interval').plan.by.map((group) => group.value)).toMatchObject([{ kind: 'bucket', grain: 'year' }])
  })

  it('counts where there is no number to draw', () => {
    const { sql, display } = planOf('What are the species of the pets, and count them by a bar chart')
    expect(sql).toMatch(/COUNT\(.*GROUP BY "species"/)
    expect(display).toMatchObject({ chart: 'bar', x: 'Species' })
  })

  it('splits by the colour that was named, when it is not what runs along the axis', () => {
    expect(planOf('Stacked bar chart of the number of pets for each species, coloured by country').display).toMatchObject({ chart: 'stacked bar', x: 'Species', colour: 'Country' })
    expect(planOf('Bar chart of the number of pets for each species, coloured by species').display.colour).toBeUndefined()
  })
})
