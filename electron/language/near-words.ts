import { humanised } from '../plan/words.ts'
import type { LanguageIndex } from './index/language-index.ts'
import { slotsOf } from './meaning/slots.ts'
import type { Candidate } from './ranking/features.ts'
import type { Token } from './tokens/tokens.ts'

/** What was read by words near in meaning alone, a sentence each, for the reader to check: “buyers” is read as customers. */
export function nearWords({ cover, choice }: Candidate, tokens: readonly Token[], index: LanguageIndex): string[] {
  return slotsOf(cover).flatMap((slot) => {
    const target = choice.targets.get(slot.key)
    if (target === undefined || target.kind === 'metric' || !target.related) return []
    const said = tokens.slice(slot.start, slot.end).map(({ text }) => text).join(' ')
    return [`“${said}” is read as ${humanised((target.kind === 'table' ? index.tables : index.columns)[target.at]!.name).toLowerCase()}`]
  })
}
