import { createORPCClient, DynamicLink } from '@orpc/client'
import type { Client } from '../../shared/contract/contract.ts'
import { Connection } from './connection.ts'

export const connection = new Connection()

/** The engine, as typed calls. They wait while the connection is being made again, and fail with what `failureOf` tells. */
export const client: Client = createORPCClient(new DynamicLink(() => connection.link()))
