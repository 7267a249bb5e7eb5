import { Failure } from '../../shared/model/failure.ts'

export const lockedByPassphrase = (): Failure =>
  new Failure('VAULT_LOCKED', 'Saved passwords are locked.', { hint: 'Enter the passphrase that you chose for them, or keep passwords in memory until Quaestor is closed.' })

export const neverChosen = (): Failure =>
  new Failure('VAULT_LOCKED', 'There is no safe place for passwords yet: this computer has no keychain that Quaestor can use.', { hint: 'Choose a passphrase that protects them, or keep passwords in memory until Quaestor is closed.' })

export const keychainSilent = (): Failure =>
  new Failure('VAULT_LOCKED', 'The keychain of this computer does not answer, and the key to the saved passwords is in it.', { hint: 'Unlock the keychain and try again, or keep passwords in memory until Quaestor is closed.', retry: true })

export const wrongPassphrase = (path: string): Failure =>
  new Failure('PASSPHRASE_WRONG', 'This is not the passphrase that was chosen.', {
    hint: `Check the keyboard and capital letters. If it is lost, close Quaestor and delete ${path}; you will enter the passwords of your sources again.`, retry: true, detail: { path },
  })

export const vaultFileDamaged = (path: string): Failure =>
  new Failure('STORE_DAMAGED', `Quaestor's own file ${path} is damaged, so the saved passwords cannot be opened.`, {
    hint: 'Put back a copy of it, or close Quaestor and delete it; you will enter the passwords of your sources again.', detail: { path },
  })

/** `name` is that of the entry, never what is in it. */
export const sealDamaged = (name: string): Failure =>
  new Failure('STORE_DAMAGED', 'Something that was kept sealed can no longer be opened: it was changed, or sealed with a key that is gone.', { hint: 'Enter it again.', detail: { name } })
