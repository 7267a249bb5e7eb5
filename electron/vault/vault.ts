import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { VaultState } from '../../shared/contract/app.ts'
import { keychainSilent, lockedByPassphrase, neverChosen, sealDamaged, vaultFileDamaged, wrongPassphrase } from './failures.ts'
import { forgetKeychainKey, keychainKey, newKeychainKey, systemKeychain, type Keychain } from './keychain.ts'
import { unwrapKey, wrapKey } from './passphrase.ts'
import { keyBytes, openBytes, sealBytes } from './sealed.ts'
import { readVaultFile, removeUnfinished, vaultPath, writeVaultFile, type VaultFile } from './vault-file.ts'

/** What a wrong passphrase costs beyond the half second of scrypt, in milliseconds. */
const penalty = 500

/** Where the vault stands. A damaged file keeps it as locked as a passphrase does. */
type Standing = { kept: VaultState['kept']; state: 'locked' | 'unset' | 'damaged' } | { kept: VaultState['kept']; state: 'open'; master: Buffer }

/**
 * Seals and opens secrets with one master key of 32 bytes, which sleeps in the system's keychain, or in `vault.json` behind a passphrase, or lives in
 * memory alone. Owns the key: `close` wipes it.
 */
export class Vault {
  readonly #folder: string
  readonly #keychain: Keychain | undefined
  #standing: Standing
  #unlocking: Promise<unknown> = Promise.resolve()

  constructor(folder: string, keychain: Keychain | undefined, standing: Standing) {
    this.#folder = folder
    this.#keychain = keychain
    this.#standing = standing
  }

  get isOpen(): boolean {
    return this.#standing.state === 'open'
  }

  state(): VaultState {
    const { kept, state } = this.#standing
    return { kept, state: state === 'damaged' ? 'locked' : state }
  }

  /**
   * Opens the vault with its passphrase, or chooses it when none was chosen yet; where the key sleeps in a keychain, asks that again. A key that was in
   * memory becomes the one that the passphrase keeps. Attempts wait for each other.
   * Fails with PASSPHRASE_WRONG after a pause, VAULT_LOCKED when the keychain does not answer, STORE_DAMAGED, DISK_FULL, ACCESS_DENIED.
   */
  unlock(passphrase: string): Promise<VaultState> {
    const attempt = this.#unlocking.then(() => this.#unlock(passphrase))
    this.#unlocking = attempt.catch(() => undefined)
    return attempt
  }

  async #unlock(passphrase: string): Promise<VaultState> {
    if (this.isOpen && this.#standing.kept !== 'memory') return this.state()
    const file = await readVaultFile(this.#folder) ?? await this.#choose(passphrase)
    if (file === 'damaged') throw vaultFileDamaged(vaultPath(this.#folder))
    if (file.kept === 'keychain') return this.#wake(file.account)
    const master = await unwrapKey(file, passphrase)
    if (master === undefined) {
      await sleep(penalty)
      throw wrongPassphrase(vaultPath(this.#folder))
    }
    return this.#opened('passphrase', master)
  }

  /** The file that is there afterwards: ours, or that of another process which was quicker. */
  async #choose(passphrase: string): Promise<VaultFile | 'damaged'> {
    const master = this.#standing.state === 'open' ? this.#standing.master : randomBytes(keyBytes)
    const wrapped = await wrapKey(master, passphrase)
    await writeVaultFile(this.#folder, { version: 1, kept: 'passphrase', ...wrapped }, { replace: false })
    return await readVaultFile(this.#folder) ?? 'damaged'
  }

  async #wake(account: string): Promise<VaultState> {
    const key = this.#keychain === undefined ? 'unavailable' : await keychainKey(this.#keychain, account)
    if (typeof key === 'string') throw keychainSilent()
    return this.#opened('keychain', key)
  }

  #opened(kept: VaultState['kept'], master: Buffer): VaultState {
    this.#standing = { kept, state: 'open', master }
    return this.state()
  }

  /** Opens the vault with a key that ends with the process: what is sealed until then cannot be opened later. Changes nothing when it is open. */
  keepInMemory(): VaultState {
    return this.isOpen ? this.state() : this.#opened('memory', randomBytes(keyBytes))
  }

  /** Seals a text under the name of its entry, differently each time. Fails with VAULT_LOCKED. */
  seal(name: string, text: string): Uint8Array {
    return sealBytes(this.#key(), name, Buffer.from(text, 'utf8'))
  }

  /** The text that was sealed under that name. Fails with VAULT_LOCKED, and with STORE_DAMAGED when it was changed, moved, or sealed with another key. */
  open(name: string, sealed: Uint8Array): string {
    const plain = openBytes(this.#key(), name, sealed)
    if (plain === undefined) throw sealDamaged(name)
    return plain.toString('utf8')
  }

  #key(): Buffer {
    switch (this.#standing.state) {
      case 'open': return this.#standing.master
      case 'damaged': throw vaultFileDamaged(vaultPath(this.#folder))
      case 'unset': throw neverChosen()
      case 'locked': throw this.#standing.kept === 'keychain' ? keychainSilent() : lockedByPassphrase()
    }
  }

  /** Wipes the key; the vault is locked from then on. */
  close(): void {
    if (this.#standing.state !== 'open') return
    this.#standing.master.fill(0)
    this.#standing = { kept: this.#standing.kept, state: 'locked' }
  }

  [Symbol.dispose](): void {
    this.close()
  }
}

/** `folder` is the data folder: each has a key of its own. `keychain: false` does without one, and so does QUAESTOR_KEYCHAIN=off in the environment. */
export type VaultOptions = { folder: string; keychain?: boolean | Keychain }

/**
 * Opens the vault of a data folder. With a keychain it is open at once; behind a passphrase it is locked, and `unset` where neither is there. Never fails
 * for a key it cannot reach, only with ACCESS_DENIED or DISK_FULL when the folder cannot be used.
 */
export async function openVault(options: VaultOptions): Promise<Vault> {
  const { folder } = options
  const keychain = await wantedKeychain(options.keychain ?? process.env.QUAESTOR_KEYCHAIN !== 'off')
  await removeUnfinished(folder)
  const file = await readVaultFile(folder) ?? (keychain === undefined ? undefined : await startInKeychain(folder, keychain))
  return new Vault(folder, keychain, await standing(folder, keychain, file))
}

async function standing(folder: string, keychain: Keychain | undefined, file: VaultFile | 'damaged' | undefined): Promise<Standing> {
  if (file === undefined) return { kept: 'passphrase', state: 'unset' }
  if (file === 'damaged') return { kept: 'passphrase', state: 'damaged' }
  const master = file.kept === 'keychain' && keychain !== undefined ? await keyInKeychain(folder, keychain, file.account) : undefined
  return master === undefined ? { kept: file.kept, state: 'locked' } : { kept: file.kept, state: 'open', master }
}

const wantedKeychain = async (wanted: boolean | Keychain): Promise<Keychain | undefined> => (typeof wanted === 'object' ? wanted : wanted ? systemKeychain() : undefined)

/** Keeps a new key in the keychain and says so in `vault.json`; undefined when the keychain does not take it. The first of several processes wins. */
async function startInKeychain(folder: string, keychain: Keychain, replace = false): Promise<VaultFile | 'damaged' | undefined> {
  const account = randomUUID()
  if (await newKeychainKey(keychain, account) === undefined) return undefined
  const ours = await writeVaultFile(folder, { version: 1, kept: 'keychain', account }, { replace })
  if (!ours) await forgetKeychainKey(keychain, account)
  return readVaultFile(folder)
}

/** A keychain that answers and has lost the item (a new computer, a copied folder) starts anew: what was sealed with the old key is out of reach either way. */
async function keyInKeychain(folder: string, keychain: Keychain, account: string): Promise<Buffer | undefined> {
  const key = await keychainKey(keychain, account)
  if (typeof key === 'object') return key
  if (key === 'unavailable') return undefined
  const file = await startInKeychain(folder, keychain, true)
  if (typeof file !== 'object' || file.kept !== 'keychain') return undefined
  const again = await keychainKey(keychain, file.account)
  return typeof again === 'object' ? again : undefined
}
