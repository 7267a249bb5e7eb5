import { randomBytes, scrypt } from 'node:crypto'
import * as z from 'zod'
import { keyBytes, openBytes, sealBytes } from './sealed.ts'

/** Costs of scrypt (RFC 7914). Bounded, because a file that was tampered with must not take all memory; at most 1 GB with these. */
const Costs = z.object({
  N: z.int().min(2 ** 14).max(2 ** 20).refine((cost) => Number.isInteger(Math.log2(cost))),
  r: z.int().min(8).max(8),
  p: z.int().min(1).max(4),
})
type Costs = z.infer<typeof Costs>

const base64 = z.base64().max(1_000)

/** A master key as a passphrase keeps it: sealed with a key that scrypt makes of the passphrase. That it opens is the proof of the passphrase. */
export const WrappedKey = z.object({ scrypt: Costs.extend({ salt: base64 }), key: base64 })
export type WrappedKey = z.infer<typeof WrappedKey>

/** 128 MB and about half a second; OWASP's first choice for scrypt (Password Storage Cheat Sheet). */
const costs: Costs = { N: 2 ** 17, r: 8, p: 1 }

/** The same passphrase typed on another keyboard may arrive composed otherwise (é as one character or two). */
const typed = (passphrase: string): string => passphrase.normalize('NFKC')

function stretched(passphrase: string, { N, r, p }: Costs, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(typed(passphrase), salt, keyBytes, { N, r, p, maxmem: 128 * N * r + 128 * r * p + 2 ** 20 }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

const wrapName = ({ N, r, p }: Costs): string => `master key ${N} ${r} ${p}`

/** Wraps a master key with a passphrase. */
export async function wrapKey(master: Uint8Array, passphrase: string): Promise<WrappedKey> {
  const salt = randomBytes(32)
  const key = await stretched(passphrase, costs, salt)
  return { scrypt: { ...costs, salt: salt.toString('base64') }, key: Buffer.from(sealBytes(key, wrapName(costs), master)).toString('base64') }
}

/** The master key; undefined when the passphrase is another one. */
export async function unwrapKey(wrapped: WrappedKey, passphrase: string): Promise<Buffer | undefined> {
  const key = await stretched(passphrase, wrapped.scrypt, Buffer.from(wrapped.scrypt.salt, 'base64'))
  const master = openBytes(key, wrapName(wrapped.scrypt), Buffer.from(wrapped.key, 'base64'))
  return master?.length === keyBytes ? master : undefined
}
