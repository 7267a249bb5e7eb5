import * as z from 'zod'

export const Role = z.enum(['viewer', 'analyst', 'steward', 'admin'])
export type Role = z.infer<typeof Role>

/** On whose behalf something is done. A window is one desktop window or one browser tab; it keeps its id over reloads. */
export const Session = z.object({ workspace: z.string(), user: z.string(), roles: z.array(Role), window: z.string() })
export type Session = z.infer<typeof Session>
