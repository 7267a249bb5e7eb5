import { ArrowDown } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useThread } from '../state/thread.ts'
import { icon } from '../ui/icon.ts'
import { DocumentCard } from './DocumentCard.tsx'
import { DocumentLine } from './DocumentLine.tsx'
import { documentsOf, shownVersion } from './documents.ts'
import style from './Thread.module.css'
import { useThreadView } from './thread-view.ts'

const margin = 14

/** Every question of this window, oldest first; all but the open ones are one line. Stays with the newest unless one scrolls away from it. */
export function Thread({ footer }: { footer: ReactNode }) {
  const runs = useThread((thread) => thread.runs)
  const { open, chosen } = useThreadView()
  const documents = useMemo(() => documentsOf(runs), [runs])
  const last = documents.at(-1)?.id
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const stays = useRef(true)
  const [away, setAway] = useState(false)

  const toNewest = (): void => {
    const newest = content.current?.querySelector<HTMLElement>('[data-newest]')
    if (scroller.current === null || newest == null) return
    scroller.current.scrollTop = newest.offsetTop - margin
  }
  useEffect(() => {
    stays.current = true
    setAway(false)
    toNewest()
  }, [last])
  useEffect(() => {
    if (content.current === null) return
    const watcher = new ResizeObserver(() => { if (stays.current) toNewest() })
    watcher.observe(content.current)
    return () => { watcher.disconnect() }
  }, [])
  const leave = (): void => {
    requestAnimationFrame(() => {
      const newest = content.current?.querySelector<HTMLElement>('[data-newest]')
      const box = scroller.current
      if (box === null || newest == null) return
      const isSeen = newest.offsetTop < box.scrollTop + box.clientHeight - 48
      stays.current = isSeen && Math.abs(box.scrollTop - Math.min(newest.offsetTop - margin, box.scrollHeight - box.clientHeight)) < 4
      setAway(!isSeen)
    })
  }

  return (
    <div className={style.frame}>
      <div ref={scroller} className={style.scroller} onWheel={leave} onTouchMove={leave} onKeyUp={leave} onPointerUp={leave} onScrollEnd={leave} role="region" aria-label="Questions and answers" tabIndex={-1}>
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
