import { useEffect } from 'react'
import { useContextState } from '../state/context.ts'

/** "Meridian Foods (sample) — Quaestor". */
export function useWindowTitle(): void {
  const name = useContextState(({ context }) => (context === null || context.state === 'none' ? null : 'facts' in context ? context.facts.sourceName : context.sourceName))
  useEffect(() => { document.title = name === null ? 'Quaestor' : `${name} — Quaestor` }, [name])
}
