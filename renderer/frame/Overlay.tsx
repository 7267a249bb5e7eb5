import { useEffect, type ReactNode } from 'react'
import style from './Workspace.module.css'

/** A panel over the screen, in a window too narrow to hold both. Escape or a click beside it closes it. */
export function Overlay({ edge, label, width, onClose, children }: { edge: 'left' | 'right'; label: string; width: number; onClose: () => void; children: ReactNode }) {
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose()
    }
    addEventListener('keydown', close)
    return () => { removeEventListener('keydown', close) }
  }, [onClose])
  return (
    <>
      <button type="button" className={style.veil} aria-label={`Close the ${label}`} tabIndex={-1} onClick={onClose} />
      <div className={style.overlay} data-edge={edge} style={{ width }}>{children}</div>
    </>
  )
}
