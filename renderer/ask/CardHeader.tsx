import { Menu } from '@mantine/core'
import { ChevronsDownUp, Copy, Ellipsis, Pencil, Redo2, RotateCw, Trash2, Undo2 } from 'lucide-react'
import type { Span } from '../answer/receipt/origin-words.ts'
import { askAgain, forgetRun, type Run } from '../state/thread.ts'
import { toast, toastFailure } from '../state/toast.ts'
import { draft } from '../state/window.ts'
import { icon } from '../ui/icon.ts'
import { IconButton } from '../ui/IconButton.tsx'
import style from './DocumentCard.module.css'
import { neighbours, refinedBy, type AskedDocument } from './documents.ts'
import { MarkedWords } from './MarkedWords.tsx'
import { useIsHere } from './use-is-here.ts'
import { setDocumentOpen, showVersion } from './thread-view.ts'

/** A question this long may not show whole. */
const longQuestion = 240

/** What a document is called, and what can be done with it. */
export function CardHeader({ id, document, run, title, isLast, pointed = null }: { id: string; document: AskedDocument; run: Run; title: string; isLast: boolean; /** The words to mark. */ pointed?: Span | null }) {
  const { asked } = run.summary
  const isRunning = run.outcome === null
  const isHere = useIsHere(run)
  const { before, after } = neighbours(document, run)
  const answer = run.outcome?.kind === 'answer' ? run.outcome.answer : null
  const isChanged = asked.kind !== 'words' && document.versions[0]?.summary.asked.kind === 'words'
  const said = asked.text !== '' && (asked.text !== title || isChanged)
  const refined = refinedBy(document)
  const notes = [...(refined === null ? [] : [`Refines: ${refined}`]), ...(said && isChanged ? ['changed since'] : []), ...(isHere ? [] : [`asked in ${run.summary.sourceName}, which is not open now`])]
  return (
    <header className={style.header}>
      <div className={style.names}>
        <h2 id={id} className={style.title}>{!said && title === asked.text ? <MarkedWords text={title} span={pointed} /> : title}</h2>
        {(said || notes.length > 0) && <p className={style.question} title={asked.text.length > longQuestion ? asked.text : undefined}>{said && <span><MarkedWords text={asked.text} span={pointed} /></span>}{said && notes.length > 0 && ' · '}{notes.join(' · ')}</p>}
      </div>
      <div className={style.icons}>
        {document.versions.length > 1 && (
          <>
            <IconButton label="Back to the version before" disabled={before === null} onClick={() => { if (before !== null) showVersion(document.id, before.summary.id) }}><Undo2 {...icon} /></IconButton>
            <IconButton label="Forward to the version after" disabled={after === null} onClick={() => { if (after !== null) showVersion(document.id, after.summary.id) }}><Redo2 {...icon} /></IconButton>
          </>
        )}
        {!isRunning && (isHere || asked.kind === 'words') && <IconButton label="Ask again" onClick={() => { void askAgain(run) }}><RotateCw {...icon} /></IconButton>}
        <IconButton label="Edit the question" onClick={() => { draft(asked.text) }}><Pencil {...icon} /></IconButton>
        <Menu position="bottom-end">
          <Menu.Target><IconButton label="More"><Ellipsis {...icon} /></IconButton></Menu.Target>
          <Menu.Dropdown>
            {answer !== null && <Menu.Item leftSection={<Copy {...icon} />} onClick={() => { void copy(answer.receipt.reading) }}>Copy the reading</Menu.Item>}
            {!isLast && <Menu.Item leftSection={<ChevronsDownUp {...icon} />} onClick={() => { setDocumentOpen(document.id, false) }}>Collapse</Menu.Item>}
            <Menu.Item leftSection={<Trash2 {...icon} />} onClick={() => { void forget(document) }}>Remove from the thread</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </header>
  )
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast('The reading is on the clipboard.')
  } catch (error) {
    toastFailure(error)
  }
}

async function forget({ versions }: AskedDocument): Promise<void> {
  try {
    await Promise.all(versions.map((run) => forgetRun(run.summary.id)))
  } catch (error) {
    toastFailure(error)
  }
}
