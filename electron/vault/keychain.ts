import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { keyBytes } from './sealed.ts'

/** The three functions of keytar that are needed. */
export type Keychain = {
  getPassword(service: string, account: string): Promise<string | null | undefined>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

const service = 'Quaestor'
/** A keychain that asks its owner first may take so long, in milliseconds, and can be asked again; one that is not there fails within 0.1 s. */
const patience = 10_000

/** The system's keychain; undefined where its library cannot be loaded. Loaded on demand: a headless server may lack what it links to. */
export async function systemKeychain(): Promise<Keychain | undefined> {
  try {
    return (await import('keytar/keytar.js')).default
  } catch {
    return undefined
  }
}

/** What a call of the keychain gave; `unavailable` when it failed or did not answer in time, whose reason differs by platform and is of no use to anyone. */
async function answered<T>(call: Promise<T>): Promise<{ answer: T } | 'unavailable'> {
  const waiting = new AbortController()
  const late = sleep(patience, 'unavailable' as const, { signal: waiting.signal }).catch(() => 'unavailable' as const)
  const answer = call.then((value) => ({ answer: value }), () => 'unavailable' as const)
  try {
    return await Promise.race([answer, late])
  } finally {
    waiting.abort()
  }
}

/** The key kept under an account: `none` when there is none, or something that is no key; `unavailable` when the keychain does not answer. */
export async function keychainKey(keychain: Keychain, account: string): Promise<Buffer | 'none' | 'unavailable'> {
  const found = await answered(keychain.getPassword(service, account))
  if (found === 'unavailable') return found
  const key = Buffer.from(found.answer ?? '', 'base64')
  return key.length === keyBytes ? key : 'none'
}

/** Makes a key and keeps it under a new account, proved by reading it back; undefined when the keychain does not keep it. */
export async function newKeychainKey(keychain: Keychain, account: string): Promise<Buffer | undefined> {
  const key = randomBytes(keyBytes)
  if (await answered(keychain.setPassword(service, account, key.toString('base64'))) === 'unavailable') return undefined
  const kept = await keychainKey(keychain, account)
  return Buffer.isBuffer(kept) && kept.equals(key) ? key : undefined
}

/** Removes an item that nothing refers to; one that stays is harmless. */
export async function forgetKeychainKey(keychain: Keychain, account: string): Promise<void> {
  await answered(keychain.deletePassword(service, account))
}
