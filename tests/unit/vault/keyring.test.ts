import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hasKeyring, inKeyring } from '../../fixtures/keyring.ts'
import { dataFolder } from './place.ts'

const vaultModule = JSON.stringify(new URL('../../../electron/vault/vault.ts', import.meta.url).href)
const keyring = hasKeyring()

test.runIf(keyring)("the desktop's own keychain keeps the key over restarts, and knows nothing of another folder's", async () => {
  const folder = dataFolder()
  const printed = await inKeyring(`
    import { openVault } from ${vaultModule}
    const [one, other] = ${JSON.stringify([join(folder, 'one'), join(folder, 'other')])}
    const first = await openVault({ folder: one })
    const sealed = first.seal('a', 'secret')
    const again = await openVault({ folder: one })
    const elsewhere = await openVault({ folder: other })
    const code = (() => { try { return elsewhere.open('a', sealed) } catch (error) { return error.code } })()
    console.log(JSON.stringify([first.state(), again.open('a', sealed), elsewhere.state(), code]))
  `, { unlocked: true })
  expect(JSON.parse(printed)).toEqual([{ kept: 'keychain', state: 'open' }, 'secret', { kept: 'keychain', state: 'open' }, 'STORE_DAMAGED'])
})

test.runIf(keyring)('a desktop without a keychain that answers is found out quickly', async () => {
  const folder = dataFolder()
  const printed = await inKeyring(`
    import { openVault } from ${vaultModule}
    const start = performance.now()
    const vault = await openVault({ folder: ${JSON.stringify(folder)} })
    console.log(JSON.stringify([vault.state(), performance.now() - start < 10_000]))
  `, { unlocked: false })
  expect(JSON.parse(printed)).toEqual([{ kept: 'passphrase', state: 'unset' }, true])
})
