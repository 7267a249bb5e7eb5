import { Button } from '@mantine/core'
import { Unplug } from 'lucide-react'
import { connection } from '../api/client.ts'
import { useConnection } from '../state/connection.ts'
import { icon } from '../ui/icon.ts'
import style from './ConnectionBar.module.css'

/** Says that the engine cannot be reached; it is tried again by itself. */
export function ConnectionBar() {
  const lost = useConnection(({ status }) => status === 'lost')
  if (!lost) return null
  return (
    <div className={style.bar} role="alert">
      <Unplug {...icon} aria-hidden />
      <span><b>Quaestor’s engine is not reached.</b> It is tried again every few seconds. If Quaestor was ended, start it again. What you see stays; nothing in your databases was changed.</span>
      <Button size="compact-xs" variant="default" onClick={() => { connection.retry() }}>Try now</Button>
    </div>
  )
}
