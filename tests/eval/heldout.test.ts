import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const questions = process.env.QUAESTOR_QUESTIONS
const databases = process.env.QUAESTOR_DATABASES
const given = questions !== undefined && databases !== undefined && existsSync(questions) && existsSync(databases)
if (!given) console.warn('SKIPPED: accuracy on held-out databases; set QUAESTOR_QUESTIONS to a question file and QUAESTOR_DATABASES to its folder of SQLite databases.')

/** A little below what was last measured, so that a loss is seen. */
const floors = { question: 70, paraphrase: 63 }

describe.skipIf(!given)('accuracy on databases that nothing was tuned on', () => {
  it.each(Object.entries(floors))('the first plan for the field "%s" is right for at least %i %%', async (field, floor) => {
    const evaluate = fileURLToPath(new URL('./evaluate.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', evaluate, '--questions', questions ?? '', '--databases', databases ?? '', '--split', 'heldout', '--field', field], { maxBuffer: 10_000_000 })
    process.stderr.write(stdout)
    expect(Number(/first plan ([\d.]+) %/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(floor)
  }, 300_000)
})
