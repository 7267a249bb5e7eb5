import { describe, expect, test } from 'vitest'
import { chips } from '../../../../electron/plan/chips.ts'
import { compile } from '../../../../electron/plan/compile.ts'
import { choicesFor } from '../../../../electron/plan/edit/choices.ts'
import { editPlan } from '../../../../electron/plan/edit/edit-plan.ts'
import type { EditSetting } from '../../../../electron/plan/edit/setting.ts'
import { Plan } from '../../../../shared/model/plan.ts'
import { ChipChoices } from '../../../../shared/model/plan-edit.ts'
import { rowsOf, type Engine } from '../engines.ts'
import { examplePlans, withLedger } from './ledger-setting.ts'

let engine: Engine
let setting: EditSetting
withLedger((opened, known) => {
  engine = opened
  setting = known
})

const additions = ['measure', 'by', 'show', 'period', 'filter', 'compare', 'order', 'limit'].map((kind) => `add:${kind}`)
const dialects = ['mysql', 'mariadb', 'tidb', 'sqlite', 'duckdb'] as const
const offersOf = (plan: Plan) => [...chips(plan, setting.catalog).map((chip) => chip.path), ...additions].map((path) => choicesFor(plan, path, setting))
const combined = (): Plan => {
  const [left, right] = [examplePlans[1]!.plan, examplePlans[10]!.plan]
  return Plan.parse({ kind: 'set', operator: 'union', left, right: JSON.parse(JSON.stringify(right).replaceAll('"t1"', '"u1"').replaceAll('"s1"', '"v1"')) as unknown, order: [] })
}
const nodeIds = (plan: Plan) => (plan.kind === 'set' ? [] : [plan.tables, [...plan.show, ...plan.context], [...plan.measures, ...plan.by, ...plan.compare]].map((part) => part.map((each) => each.id)))

describe('every choice of every chip', () => {
  test('gives a plan that is whole and compiles for every dialect, and leaves the first as it was', () => {
    let count = 0
    for (const { plan, question } of [...examplePlans, { plan: combined(), question: 'a combined list' }]) {
      const before = JSON.stringify(plan)
      for (const offer of offersOf(plan)) {
        expect(() => ChipChoices.parse(offer)).not.toThrow()
        for (const choice of offer.choices) {
          const next = editPlan(plan, choice.edit, setting)
          const about = `${question}: ${offer.path} ${choice.label}`
          for (const ids of nodeIds(next)) expect(new Set(ids).size, about).toBe(ids.length)
          if (count % 7 === 0) expect(() => Plan.parse(JSON.parse(JSON.stringify(next))), about).not.toThrow()
          // Each choice was compiled for one dialect when it was offered; the others take turns.
          for (const dialect of [dialects[count % dialects.length]!]) expect(() => compile(next, { ...setting.catalog, dialect }, dialect), `${about} on ${dialect}`).not.toThrow()
          count += 1
        }
        if (offer.removable) expect(() => compile(editPlan(plan, { kind: 'remove', at: offer.path }, setting), setting.catalog, 'duckdb'), `${question}: without ${offer.path}`).not.toThrow()
      }
      expect(JSON.stringify(plan)).toBe(before)
    }
    expect(count).toBeGreaterThan(8_000)
  }, 240_000)

  test('runs on the ledger, a sample of them', async () => {
    let ran = 0
    for (const [at, { plan, question }] of examplePlans.entries()) {
      const edits = offersOf(plan).flatMap((offer) => offer.choices.filter((_, position) => position % 29 === at % 29).map((choice) => ({ choice, path: offer.path })))
      for (const { choice, path } of edits) {
        const compiled = compile(editPlan(plan, choice.edit, setting), setting.catalog, 'duckdb')
        await expect(rowsOf(engine, compiled), `${question}: ${path} ${choice.label}`).resolves.toBeInstanceOf(Array)
        ran += 1
      }
    }
    expect(ran).toBeGreaterThan(200)
  }, 240_000)

  test('stays valid however long one goes on', () => {
    let state = 7
    const pick = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    for (const { plan, question } of examplePlans) {
      let current: Plan = plan
      for (let step = 0; step < 6; step++) {
        const paths = [...chips(current, setting.catalog).map((chip) => chip.path), ...additions]
        const offer = choicesFor(current, paths[pick(paths.length)]!, setting)
        const choice = offer.choices[pick(offer.choices.length)]
        if (choice === undefined) continue
        const next = editPlan(current, choice.edit, setting)
        expect(() => compile(next, setting.catalog, 'duckdb'), `${question}: ${choice.label}`).not.toThrow()
        current = next
      }
    }
  }, 240_000)
})

describe('what is offered', () => {
  const labels = (number: number, path: string, search = '') => choicesFor(examplePlans[number - 1]!.plan, path, setting, search).choices.map((choice) => choice.label)
  test('is marked where it is what the plan has', () => {
    const chosen = (number: number, path: string) => choicesFor(examplePlans[number - 1]!.plan, path, setting).choices.filter((choice) => choice.chosen).map((choice) => choice.label)
    expect(chosen(4, 'measure:m1')).toEqual(['Revenue'])
    expect(chosen(4, 'by:g1')).toEqual(['Region'])
    expect(chosen(5, 'by:g1')).toEqual(['Month'])
    expect(chosen(4, 'order:0')).toEqual(['Revenue, largest first'])
    expect(chosen(6, 'limit')).toEqual(['First 10'])
    expect(chosen(2, 'where:0')).toEqual(['Germany'])
  })
  test('is found by its words', () => {
    expect(labels(4, 'add:by', 'product category')).toEqual(['Category'])
    expect(labels(4, 'add:measure', 'margin %')).toEqual(['Product margin %'])
    expect(labels(4, 'add:by', 'no such thing')).toEqual([])
  })
  test('never splits a number by what it does not know', () => {
    expect(labels(14, 'add:by')).not.toContain('Segment')
    expect(labels(15, 'add:by')).not.toContain('Region')
  })
  test('stays within the dates there are', () => {
    const periods = labels(4, 'period')
    expect(periods).toEqual(expect.arrayContaining(['This year', 'Last quarter', '2023', '2025', 'FY2026', 'Q2 2026', 'June 2026', 'Q1 FY2027']))
    expect(periods).not.toContain('2022')
    expect(periods).not.toContain('2027')
  })
})
