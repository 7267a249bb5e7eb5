import type { FailureCode } from '../../shared/model/failure.ts'

/** Exit codes of the terminal; docs/terminal.md lists them. */
export const exitCodes = { answered: 0, internal: 1, usage: 2, refused: 3, ambiguous: 4, source: 5, query: 6, cancelled: 130 } as const

const byFailure: Record<FailureCode, number> = {
  CONTEXT_MISSING: exitCodes.source, CONTEXT_STALE: exitCodes.source, DATABASE_GONE: exitCodes.source, SOURCE_UNREACHABLE: exitCodes.source, ACCESS_DENIED: exitCodes.source,
  TLS_REFUSED: exitCodes.source, CONNECTION_LOST: exitCodes.source, FILE_MISSING: exitCodes.source, FILE_IN_USE: exitCodes.source, FILE_UNREADABLE: exitCodes.source, SOURCE_UNSUPPORTED: exitCodes.source,
  UNKNOWN_WORD: exitCodes.refused, NOT_UNDERSTOOD: exitCodes.refused, NO_JOIN_PATH: exitCodes.refused, PLAN_INVALID: exitCodes.refused, NOT_SUPPORTED: exitCodes.refused,
  MIXED_CURRENCIES: exitCodes.refused, REFUSED_BY_GUARD: exitCodes.refused, REFUSED_BY_POLICY: exitCodes.refused,
  VAULT_LOCKED: exitCodes.source, PASSPHRASE_WRONG: exitCodes.source, SOURCE_GONE: exitCodes.source,
  MODEL_UNREACHABLE: exitCodes.source, MODEL_REFUSED: exitCodes.source, MODEL_NONSENSE: exitCodes.source,
  AMBIGUOUS: exitCodes.ambiguous,
  QUERY_FAILED: exitCodes.query, TIMEOUT: exitCodes.query, TOO_LARGE: exitCodes.query, OUT_OF_MEMORY: exitCodes.query, DISK_FULL: exitCodes.query, RESULT_GONE: exitCodes.query, RUN_GONE: exitCodes.query,
  CANCELLED: exitCodes.cancelled,
  BAD_REQUEST: exitCodes.usage, SETTING_INVALID: exitCodes.usage, TERM_INVALID: exitCodes.usage,
  STORE_TOO_NEW: exitCodes.internal, STORE_DAMAGED: exitCodes.internal, DISCONNECTED: exitCodes.internal, INTERNAL: exitCodes.internal,
}

export function exitCodeFor(code: FailureCode): number {
  return byFailure[code]
}
