import { ArrowDown } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type ReactNode, type SyntheticEvent } from 'react'
import { useThread } from '../state/thread.ts'
import { icon } from '../ui/icon.ts'
import { DocumentCard } from './DocumentCard.tsx'
import { DocumentLine } from './DocumentLine.tsx'
import { documentsOf, shownVersion } from './documents.ts'
import style from './Thread.module.css'
import { useThreadView } from './thread-view.ts'

const margin = 14
const slack = 4

/** Every question of this window, oldest first; all but the open ones are one line. Stays with the newest unless one scrolls away from it. */
export function Thread({ footer }: { footer: ReactNode }) {
  const runs = useThread((thread) => thread.runs)
  const { open, chosen } = useThreadView()
  const documents = useMemo(() => documentsOf(runs), [runs])
  const last = documents.at(-1)?.id
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const stays = useRef(true)
  /** Where the thread was last put; a place other than that was scrolled to. */
  const put = useRef(0)
  /** Nothing moves under a finger or a pressed button. */
  const pressed = useRef(false)
  const [away, setAway] = useState(false)

  const wanted = (): { at: number; isSeen: boolean } | null => {
    const newest = content.current?.querySelector<HTMLElement>('[data-newest]')
    const box = scroller.current
    if (box === null || newest == null) return null
    return { at: Math.max(0, Math.min(newest.offsetTop - margin, box.scrollHeight - box.clientHeight)), isSeen: newest.offsetTop < box.scrollTop + box.clientHeight - margin * 4 }
  }
  const toNewest = (): void => {
    const place = wanted()
    if (scroller.current === null || place === null) return
    scroller.current.scrollTop = place.at
    put.current = scroller.current.scrollTop
  }
  useEffect(() => {
    stays.current = true
    setAway(false)
    toNewest()
  }, [last])
  useEffect(() => {
    if (content.current === null) return
    const watcher = new ResizeObserver(() => { if (stays.current && !pressed.current) toNewest() })
    watcher.observe(content.current)
    return () => { watcher.disconnect() }
  }, [])
  useEffect(() => {
    const release = (): void => { pressed.current = false }
    addEventListener('pointerup', release, true)
    addEventListener('pointercancel', release, true)
    return () => {
      removeEventListener('pointerup', release, true)
      removeEventListener('pointercancel', release, true)
    }
  }, [])
  const onScroll = (): void => {
    const place = wanted()
    if (scroller.current === null || place === null) return
    setAway(!place.isSeen)
    if (Math.abs(scroller.current.scrollTop - put.current) > slack) stays.current = Math.abs(scroller.current.scrollTop - place.at) <= slack
  }
  /** Whoever does something further up is looking there. */
  const onWork = ({ target }: SyntheticEvent): void => { if (target instanceof Element && target.closest('[data-newest]') === null) stays.current = false }

  return (
    <div className={style.frame}>
      <div ref={scroller} className={style.scroller} onScroll={onScroll} onPointerDownCapture={() => { pressed.current = true }} onClickCapture={onWork} role="region" aria-label="Questions and answers" tabIndex={-1}>
        <div ref={content} className={style.content}>
          {documents.map((document) => {
            const run = shownVersion(document, chosen[document.id])
            const isLast = document.id === last
            return (open[document.id] ?? isLast)
              ? <div key={document.id} data-newest={isLast || undefined}><DocumentCard document={document} run={run} isLast={isLast} /></div>
              : <div key={document.id} className={style.line} data-newest={isLast || undefined}><DocumentLine document={document} run={run} /></div>
          })}
          {footer}
        </div>
      </div>
      {away && <button type="button" className={style.jump} onClick={() => { stays.current = true; setAway(false); toNewest() }}><ArrowDown {...icon} aria-hidden />Latest answer</button>}
    </div>
  )
}
