import type { FailureCode } from '../../../shared/model/failure.ts'

/** The HTTP status for a failure that is not simply a request that could not be carried out (422). */
const statuses: Partial<Record<FailureCode, number>> = {
  BAD_REQUEST: 400, SETTING_INVALID: 400, TERM_INVALID: 400,
  ACCESS_DENIED: 403, REFUSED_BY_GUARD: 403, REFUSED_BY_POLICY: 403, PASSPHRASE_WRONG: 403,
  CONTEXT_MISSING: 409, CONTEXT_STALE: 409, FILE_IN_USE: 409,
  SOURCE_GONE: 404, FILE_MISSING: 404, DATABASE_GONE: 410, RUN_GONE: 410, RESULT_GONE: 410,
  TOO_LARGE: 413, VAULT_LOCKED: 423, CANCELLED: 499,
  INTERNAL: 500, STORE_DAMAGED: 500, STORE_TOO_NEW: 500, NOT_SUPPORTED: 501,
  SOURCE_UNREACHABLE: 502, CONNECTION_LOST: 502, TLS_REFUSED: 502, DISCONNECTED: 503, OUT_OF_MEMORY: 507, DISK_FULL: 507, TIMEOUT: 504,
}

export const statusOf = (code: FailureCode): number => statuses[code] ?? 422
