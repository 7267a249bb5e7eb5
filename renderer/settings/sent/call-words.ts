import type { ModelCall, ModelCallOutcome } from '../../../shared/model/model.ts'
import { formatCount } from '../../ui/format.ts'
import type { Status } from '../../ui/StatusDot.tsx'

/** What became of a call. */
export const callEnds: Record<ModelCallOutcome, { status: Status; word: string }> = {
  used: { status: 'good', word: 'used' }, repaired: { status: 'warn', word: 'sent back' }, disagreed: { status: 'warn', word: 'asked you' }, nonsense: { status: 'bad', word: 'not usable' },
  unreachable: { status: 'bad', word: 'not reached' }, refused: { status: 'bad', word: 'refused' }, late: { status: 'bad', word: 'too late' }, cancelled: { status: 'none', word: 'cancelled' },
}

/** Dollars as small as a call costs: $0.0012, $12.30. */
export function costText(cost: number): string {
  if (cost > 0 && cost < 0.0001) return 'under $0.0001'
  return `$${cost.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: cost < 1 ? 4 : 2 })}`
}

/** Tokens that went and that came: "1,204 + 96"; null where the service did not count. */
export function tokensText({ promptTokens, completionTokens }: Pick<ModelCall, 'promptTokens' | 'completionTokens'>): string | null {
  return promptTokens === null && completionTokens === null ? null : `${promptTokens === null ? '?' : formatCount(promptTokens)} + ${completionTokens === null ? '?' : formatCount(completionTokens)}`
}

/** What all calls come to, in one line. */
export function totalsText({ calls, promptTokens, completionTokens, cost }: { calls: number; promptTokens: number; completionTokens: number; cost: number | null }): string {
  return [
    `${formatCount(calls)} ${calls === 1 ? 'call' : 'calls'}`, `${formatCount(promptTokens)} tokens sent and ${formatCount(completionTokens)} received`, ...(cost === null ? [] : [`${costText(cost)} in all`]),
  ].join(' · ')
}
