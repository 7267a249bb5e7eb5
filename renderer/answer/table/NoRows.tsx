import { SearchX } from 'lucide-react'
import type { Answer } from '../../../shared/model/answer.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import style from './NoRows.module.css'

/** An answer without rows: true, and often not what was meant. Names the filters that may be the cause. */
export function NoRows({ answer: { receipt, plan } }: { answer: Answer }) {
  const causes = receipt.chips.filter(({ kind }) => kind === 'filter' || kind === 'period')
  const told = causes.length > 0 ? null : plan === null ? 'The statement ran and returned nothing.' : receipt.tables.length > 0 ? `Nothing in ${receipt.tables.join(', ')} matches.` : 'Nothing matches.'
  return (
    <EmptyState icon={<SearchX size={20} strokeWidth={1.75} />} title="No rows">
      {told ?? <>
        Nothing fits {causes.length === 1 ? 'this condition' : 'all of these conditions'}; {causes.length === 1 ? 'it' : 'one of them'} may be too narrow.
        <ul className={style.causes}>{causes.map(({ path, label, value, assumed }) => <li key={path}><span>{label}</span> {value}{assumed && <em> (assumed)</em>}</li>)}</ul>
      </>}
    </EmptyState>
  )
}
