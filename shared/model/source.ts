import * as z from 'zod'

/** How a source is reached. Secrets are never part of it: a password travels apart and is sealed by the vault. */
export const SourceSpec = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('mysql'),
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).default(3306),
    user: z.string(),
    /** The database to start in; absent lists all that the account sees. */
    database: z.string().optional(),
    /** `verify` checks the server's certificate and name, `encrypt` takes any certificate, `off` is plain text. */
    tls: z.enum(['verify', 'encrypt', 'off']).default('verify'),
    /** PEM of the authority to trust beside the system's. */
    ca: z.string().optional(),
    pool: z.int().min(1).max(20).default(4),
  }),
  z.object({ kind: z.literal('sqlite'), path: z.string().min(1) }),
  /** A CSV, Parquet, JSON or DuckDB file, or a folder of them. */
  z.object({ kind: z.literal('files'), path: z.string().min(1) }),
  z.object({ kind: z.literal('sample') }),
])
export type SourceSpec = z.infer<typeof SourceSpec>
