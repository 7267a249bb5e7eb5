import { Check } from 'lucide-react'
import { cellText } from '../../shared/format/cell-text.ts'
import type { DefinitionCheck } from '../../shared/model/vocabulary.ts'
import { useSettings } from '../state/app.ts'
import { icon } from '../ui/icon.ts'
import { Notice } from '../ui/Notice.tsx'
import styles from './DefinitionForm.module.css'

/** What a definition would mean now: a sentence and a number, or what is wrong with it. */
export function CheckedMeaning({ check, checking }: { check: DefinitionCheck | null; checking: boolean }) {
  const { negatives } = useSettings().appearance
  if (check === null) return <p className={styles.checked} role="status" data-quiet>{checking ? 'Working it out…' : 'What it comes to is shown here.'}</p>
  if (check.kind === 'bad') return <Notice tone="warn" lead={check.failure.message}>{check.failure.hint}</Notice>
  const number = typeof check.value === 'number' || (typeof check.value === 'string' && /^-?\d+(\.\d+)?$/.test(check.value))
  return (
    <p className={styles.checked} role="status">
      <Check {...icon} aria-hidden="true" />
      <span>{check.meaning}{check.value !== null && <b>{check.label === '' ? '' : `${check.label}: `}{cellText(check.value, number ? { kind: 'number', places: null, grouped: true, percent: false } : { kind: 'text' }, negatives)}</b>}</span>
    </p>
  )
}
