import type { FailureFacts } from '../../shared/model/failure.ts'
import type { Keeper } from './keeper.ts'

/** What the worker can be asked: the methods of its keeper. */
export type KeeperCalls = Pick<Keeper, 'begin' | 'append' | 'finish' | 'page' | 'totals' | 'drop' | 'close'>
export type CallName = keyof KeeperCalls

export type Call = { [Name in CallName]: { number: number; name: Name; args: Parameters<KeeperCalls[Name]> } }[CallName]
export type Reply = { number: number; value: unknown } | { number: number; failure: FailureFacts }
