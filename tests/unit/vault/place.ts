import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Keychain } from '../../../electron/vault/keychain.ts'
import { Failure } from '../../../shared/model/failure.ts'

/** A data folder for one test. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quaestor-vault-'))
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

/** A keychain in memory, for what the real one cannot be made to do; the real one has tests of its own. */
export function keychainOf(items: Map<string, string>): Keychain {
  return {
    getPassword: async (service, account) => items.get(`${service} ${account}`) ?? null,
    setPassword: async (service, account, password) => { items.set(`${service} ${account}`, password) },
    deletePassword: async (service, account) => items.delete(`${service} ${account}`),
  }
}

/** The Failure that work ends with. */
export async function failureOf(work: () => unknown): Promise<Failure> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('nothing failed')
}
