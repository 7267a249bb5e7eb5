import { cruise } from 'dependency-cruiser'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hosts, importRules, mainChain } from './rooms.mjs'

let folder: string
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'quaestor-layout-')) })
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The names of the rules that a small made-up tree of files breaks. */
async function broken(files: Record<string, string>): Promise<string[]> {
  const tree = await mkdtemp(join(folder, 'tree-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(tree, path)), { recursive: true })
    await writeFile(join(tree, path), text)
  }
  const { output } = await cruise(['electron', 'shared', 'renderer'].filter((top) => Object.keys(files).some((path) => path.startsWith(`${top}/`))), {
    baseDir: tree, validate: true, tsPreCompilationDeps: true, ruleSet: { forbidden: importRules as never },
  })
  if (typeof output === 'string') throw new Error(output)
  return [...new Set(output.summary.violations.map((violation) => violation.rule.name))]
}
const exported = 'export const x = 1\n'
const importing = (path: string) => `import { x } from '${path}'\nexport const y = x\n`

describe('the import table', () => {
  it('lets a room import from its left', async () => {
    expect(await broken({ 'electron/plan/a.ts': importing('../catalog/b.ts'), 'electron/catalog/b.ts': importing('../../shared/c.ts'), 'shared/c.ts': exported })).toEqual([])
  })

  it.each(mainChain.slice(1, -1).map((room, at) => [room, mainChain[at + 2] ?? '']))('refuses %s importing %s, to its right', async (left, right) => {
    expect(await broken({ [`electron/${left}/a.ts`]: importing(`../${right}/b.ts`), [`electron/${right}/b.ts`]: exported })).toContain(`${left}-imports-left-only`)
  })

  it.each(hosts)('refuses a room importing the host %s, and one host importing another', async (host) => {
    expect(await broken({ 'electron/guard/a.ts': importing(`../${host}/b.ts`), [`electron/${host}/b.ts`]: exported })).toContain('guard-imports-left-only')
    const other = hosts.find((name) => name !== host) ?? ''
    expect(await broken({ [`electron/${host}/a.ts`]: importing(`../${other}/b.ts`), [`electron/${other}/b.ts`]: exported })).toContain(`${host}-imports-no-sibling`)
  })

  it('refuses cycles, the renderer reaching the main side, and product code reaching tests', async () => {
    expect(await broken({ 'shared/a.ts': importing('./b.ts'), 'shared/b.ts': importing('./a.ts') })).toContain('no-cycles')
    expect(await broken({ 'renderer/a.ts': importing('../electron/guard/b.ts'), 'electron/guard/b.ts': exported })).toContain('renderer-not-main')
    expect(await broken({ 'shared/a.ts': importing('../electron/guard/b.ts'), 'electron/guard/b.ts': exported })).toContain('shared-imports-nothing')
  })

  it('names every room there is', async () => {
    const rooms = (await readdir('electron', { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    expect([...mainChain, ...hosts]).toEqual(expect.arrayContaining(rooms))
  })
})
