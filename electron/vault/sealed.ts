import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Bytes of the master key, and of every key that AES-256 takes. */
export const keyBytes = 32

const format = 1
/** 96 bits, the nonce length GCM is specified for (NIST SP 800-38D, 5.2.1.1); random, so one key may seal 2^32 texts. */
const nonceBytes = 12
const tagBytes = 16
const headBytes = 1 + nonceBytes + tagBytes

const bound = (name: string): Buffer => Buffer.from(`quaestor sealed ${format}\0${name}`, 'utf8')

/** Seals bytes under a name: `format 1 | nonce 12 | tag 16 | ciphertext`, AES-256-GCM. The name is authenticated, so that what is sealed for one entry opens for no other. */
export function sealBytes(key: Uint8Array, name: string, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(bound(name))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(format), nonce, cipher.getAuthTag(), text])
}

/** What was sealed under that name with that key; undefined when it was changed, cut short, moved from another name, or sealed with another key. */
export function openBytes(key: Uint8Array, name: string, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < headBytes || sealed[0] !== format) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(bound(name)).setAuthTag(sealed.subarray(1 + nonceBytes, headBytes))
  const plain = decipher.update(sealed.subarray(headBytes))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    return undefined
  }
}
