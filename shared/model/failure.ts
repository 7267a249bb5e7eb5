import * as z from 'zod'

/** Every way Quaestor can end badly. The interface has a sentence and a button for each. */
export const failureCodes = [
  'CONTEXT_MISSING', 'CONTEXT_STALE', 'DATABASE_GONE', 'SOURCE_UNREACHABLE', 'ACCESS_DENIED', 'TLS_REFUSED', 'CONNECTION_LOST',
  'FILE_MISSING', 'FILE_IN_USE', 'FILE_UNREADABLE', 'SOURCE_UNSUPPORTED',
  'UNKNOWN_WORD', 'NOT_UNDERSTOOD', 'AMBIGUOUS', 'NO_JOIN_PATH', 'PLAN_INVALID', 'NOT_SUPPORTED', 'MIXED_CURRENCIES',
  'REFUSED_BY_GUARD', 'REFUSED_BY_POLICY', 'QUERY_FAILED', 'TIMEOUT', 'CANCELLED', 'TOO_LARGE', 'OUT_OF_MEMORY',
  'DISK_FULL', 'STORE_TOO_NEW', 'STORE_DAMAGED', 'VAULT_LOCKED', 'PASSPHRASE_WRONG', 'SOURCE_GONE', 'RUN_GONE', 'RESULT_GONE', 'TERM_INVALID', 'SETTING_INVALID', 'MODEL_UNREACHABLE', 'MODEL_REFUSED', 'MODEL_NONSENSE', 'DISCONNECTED', 'BAD_REQUEST', 'INTERNAL',
] as const
export const FailureCode = z.enum(failureCodes)
export type FailureCode = z.infer<typeof FailureCode>

/** The button that stands beside a failure. */
export const Remedy = z.enum(['retry', 'chooseDatabase', 'editSource', 'chooseFile', 'refreshCatalog', 'define', 'rephrase', 'limits', 'unlock', 'modelSettings', 'restart', 'none'])
export type Remedy = z.infer<typeof Remedy>

/** What mends each failure. */
export const remedies: Record<FailureCode, Remedy> = {
  CONTEXT_MISSING: 'chooseDatabase', CONTEXT_STALE: 'refreshCatalog', DATABASE_GONE: 'chooseDatabase', SOURCE_UNREACHABLE: 'editSource', ACCESS_DENIED: 'editSource',
  TLS_REFUSED: 'editSource', CONNECTION_LOST: 'retry', FILE_MISSING: 'chooseFile', FILE_IN_USE: 'retry', FILE_UNREADABLE: 'chooseFile', SOURCE_UNSUPPORTED: 'chooseFile',
  UNKNOWN_WORD: 'define', NOT_UNDERSTOOD: 'rephrase', AMBIGUOUS: 'rephrase', NO_JOIN_PATH: 'rephrase', PLAN_INVALID: 'rephrase', NOT_SUPPORTED: 'rephrase', MIXED_CURRENCIES: 'rephrase',
  REFUSED_BY_GUARD: 'rephrase', REFUSED_BY_POLICY: 'none', QUERY_FAILED: 'retry', TIMEOUT: 'limits', CANCELLED: 'retry', TOO_LARGE: 'limits', OUT_OF_MEMORY: 'limits',
  DISK_FULL: 'retry', STORE_TOO_NEW: 'none', STORE_DAMAGED: 'none', VAULT_LOCKED: 'unlock', PASSPHRASE_WRONG: 'unlock', SOURCE_GONE: 'chooseDatabase', RUN_GONE: 'retry', RESULT_GONE: 'retry',
  TERM_INVALID: 'rephrase', SETTING_INVALID: 'none', MODEL_UNREACHABLE: 'modelSettings', MODEL_REFUSED: 'modelSettings', MODEL_NONSENSE: 'modelSettings', DISCONNECTED: 'restart', BAD_REQUEST: 'none', INTERNAL: 'retry',
}

/** A failure as it travels: what happened, what to do, whether doing the same again can help. */
export const FailureFacts = z.object({
  code: FailureCode,
  message: z.string(),
  hint: z.string(),
  retry: z.boolean(),
  detail: z.record(z.string(), z.unknown()).optional(),
})
export type FailureFacts = z.infer<typeof FailureFacts>

/**
 * The one error type. `message` says what happened, `hint` what to do, in words a finance person understands;
 * `detail` carries facts for the interface and the log (the SQL, the word, the rule), never a secret.
 */
export class Failure extends Error {
  readonly code: FailureCode
  readonly hint: string
  readonly retry: boolean
  readonly detail: Record<string, unknown> | undefined

  constructor(code: FailureCode, message: string, more: { hint: string; retry?: boolean; detail?: Record<string, unknown>; cause?: unknown }) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'Failure'
    this.code = code
    this.hint = more.hint
    this.retry = more.retry ?? false
    this.detail = more.detail
  }

  facts(): FailureFacts {
    return { code: this.code, message: this.message, hint: this.hint, retry: this.retry, detail: this.detail }
  }
}
