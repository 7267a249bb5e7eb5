import { Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { onDesktop } from '../api/host.ts'
import { openDropped } from '../sources/open-source.ts'
import style from './DropTarget.module.css'

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Takes files that are dropped anywhere on the window. */
export function DropTarget() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    const listen = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', see: (event: DragEvent) => void): void => { addEventListener(name, (event) => { if (holdsFiles(event)) see(event) }, { signal: stop.signal }) }
    listen('dragenter', () => { setOver(true) })
    listen('dragover', (event) => {
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
    })
    // Only leaving the window itself has no element to go to.
    listen('dragleave', (event) => { if (event.relatedTarget === null) setOver(false) })
    listen('drop', (event) => {
      event.preventDefault()
      setOver(false)
      // The desktop sends the paths of dropped files itself.
      if (!onDesktop) void openDropped([...event.dataTransfer?.files ?? []])
    })
    return () => { stop.abort() }
  }, [])
  if (!over) return null
  return (
    <div className={style.target} role="status">
      <div className={style.card}><Upload size={20} strokeWidth={1.75} aria-hidden /><b>Drop to open</b><span>SQLite, DuckDB, CSV, Parquet or JSON. It is only read, on this machine.</span></div>
    </div>
  )
}
