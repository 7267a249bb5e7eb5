import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What lets a browser in: a link that works once, and the cookie that it is exchanged for. */
export type Tickets = {
  /** A token for one link; earlier ones that were not used stay good. */
  issue(): string
  /** Uses a token up. False for one that was never issued or was used before. */
  redeem(token: string): boolean
  /** The `Set-Cookie` header that lets this browser in from now on. */
  readonly setCookie: string
  /** Whether a `Cookie` header holds the cookie. */
  admits(header: string | undefined): boolean
}

/** Links that nobody opens do not pile up. */
const mostTokens = 32

const secret = (): string => randomBytes(32).toString('base64url')
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether two secrets are the same, in a time that tells nothing about either. */
export const sameSecret = (given: string, own: string): boolean => timingSafeEqual(digest(given), digest(own))

/** Tickets of the host on `port`. Cookies do not tell ports apart, so the port is part of the cookie's name. */
export function openTickets(port: number): Tickets {
  const cookie = secret()
  const name = `quaestor-${port}`
  const tokens: string[] = []
  return {
    issue: () => {
      const token = secret()
      tokens.push(token)
      if (tokens.length > mostTokens) tokens.shift()
      return token
    },
    redeem: (token) => {
      const at = tokens.findIndex((own) => sameSecret(token, own))
      if (at < 0) return false
      tokens.splice(at, 1)
      return true
    },
    setCookie: `${name}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
    admits: (header = '') => header.split(';').some((part) => {
      const [key = '', ...value] = part.split('=')
      return key.trim() === name && sameSecret(value.join('=').trim(), cookie)
    }),
  }
}
