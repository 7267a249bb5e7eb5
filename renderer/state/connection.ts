import { create } from 'zustand'
import { connection } from '../api/client.ts'
import type { ConnectionStatus } from '../api/connection.ts'

/** How the line to the engine is. */
export const useConnection = create<{ status: ConnectionStatus }>(() => ({ status: connection.status }))
connection.follow((status) => { useConnection.setState({ status }) })
