import { Button } from '@mantine/core'
import { AlertTriangle, CircleDashed, CircleHelp, Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Answer } from '../../../shared/model/answer.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { PanelHeader } from '../../ui/PanelHeader.tsx'
import { copyText } from '../notify.ts'
import { HowRead } from './HowRead.tsx'
import { gradeWords } from './grade-words.ts'
import { onOneLine } from '../../../shared/format/cell-text.ts'
import { visibleText } from './visible-text.ts'
import { receiptFacts, receiptText } from './receipt-facts.ts'
import style from './ReceiptView.module.css'

/** The evidence for an answer: how far it can be relied on, what it was taken to mean, and where it comes from. `narrow` for the inspector. */
export function ReceiptView({ answer, narrow = false }: { answer: Answer; narrow?: boolean }) {
  const { receipt } = answer
  const assumed = receipt.grade === 'Assumed'
  return (
    <div className={style.receipt} data-narrow={narrow || undefined}>
      <div className={style.main}>
        <div className={style.grade} data-assumed={assumed || undefined}>
          {assumed ? <AlertTriangle size={15} strokeWidth={2} aria-hidden /> : <CircleDashed size={15} strokeWidth={2} aria-hidden />}
          <div><b>{receipt.grade}</b><p>{gradeWords(receipt)}</p></div>
        </div>
        {receipt.assumed.length + receipt.ignoredWords.length + receipt.warnings.length > 0 && (
          <ul className={style.notes}>
            {receipt.assumed.map((text) => <Note key={`a${text}`} mark={<CircleHelp size={13} aria-hidden />} lead="Assumed">{onOneLine(text)}</Note>)}
            {receipt.ignoredWords.length > 0 && <Note mark={<CircleHelp size={13} aria-hidden />} lead="Left out">{receipt.ignoredWords.map((word) => `“${onOneLine(word)}”`).join(', ')}</Note>}
            {receipt.warnings.map((text) => <Note key={`w${text}`} mark={<AlertTriangle size={13} aria-hidden />} lead="Note">{onOneLine(text)}</Note>)}
          </ul>
        )}
        <div className={style.part}>
          <PanelHeader title="Reading" />
          <p className={style.reading}>{receipt.reading === '' ? 'SQL written by hand; it was run as it stands.' : onOneLine(receipt.reading)}</p>
        </div>
        <HowRead answer={answer} />
        {narrow && <Facts answer={answer} />}
        <div className={style.part}>
          <PanelHeader title="SQL" actions={<IconButton label="Copy SQL" size={22} side="left" onClick={() => { void copyText(receipt.sql, 'SQL copied') }}><Copy size={13} /></IconButton>} />
          <pre className={style.sql} tabIndex={0} role="group" aria-label="SQL">{visibleText(receipt.sql)}</pre>
        </div>
        <Button variant="default" leftSection={<Copy size={13} aria-hidden />} onClick={() => { void copyText(receiptText(answer), 'Receipt copied') }}>Copy receipt</Button>
      </div>
      {!narrow && <div className={style.side}><Facts answer={answer} /></div>}
    </div>
  )
}

function Facts({ answer: { receipt } }: { answer: Answer }) {
  return <dl className={style.facts}>{receiptFacts(receipt).map(([name, text]) => <div key={name}><dt>{name}</dt><dd>{onOneLine(text)}</dd></div>)}</dl>
}

function Note({ mark, lead, children }: { mark: ReactNode; lead: string; children: ReactNode }) {
  return <li>{mark}<span><b>{lead}:</b> {children}</span></li>
}
