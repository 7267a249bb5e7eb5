import { performance } from 'node:perf_hooks'
import type { SourceCheck, SourceDraft } from '../../shared/model/saved-source.ts'
import { leastPrivilegeScript } from '../sources/mysql/grants.ts'
import type { Workspace } from './workspace.ts'

/** Connects as a draft says, with its password or the one saved, and tells what is there. Saves nothing. Fails as connecting fails. */
export async function checkSource(draft: SourceDraft, workspace: Workspace, signal: AbortSignal | undefined): Promise<SourceCheck> {
  const started = performance.now()
  const source = await workspace.openDraft(draft, signal)
  try {
    const facts = await source.test(signal)
    const databases = await source.databases(signal)
    return { ...facts, databases, elapsedMs: performance.now() - started, grantScript: facts.readOnly ? null : scriptFor(draft.spec) }
  } finally {
    await source.close()
  }
}

function scriptFor(spec: SourceDraft['spec']): string | null {
  if (spec.kind !== 'mysql') return null
  return leastPrivilegeScript({ user: `${spec.user.slice(0, 24)}_reader`, databases: spec.database === undefined ? [] : [spec.database], encrypted: spec.tls !== 'off' })
}
