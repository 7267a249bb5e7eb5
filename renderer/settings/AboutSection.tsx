import { CopyButton } from '@mantine/core'
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AppState, Health } from '../../shared/contract/app.ts'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { client } from '../api/client.ts'
import { failureOf, isAbort } from '../api/failure.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { formatBytes, formatCount, formatDuration } from '../ui/format.ts'
import { icon } from '../ui/icon.ts'
import { IconButton } from '../ui/IconButton.tsx'
import style from './Settings.module.css'

const everyMs = 5_000
const hosts: Record<AppState['host'], string> = { desktop: 'desktop app', browser: 'in a browser', test: 'test' }

/** Which Quaestor this is, where it keeps its data, and how it is. */
export function AboutSection({ app }: { app: AppState }) {
  const { health, failure } = useHealth()
  const facts: [string, string][] = health === null ? [] : [
    ['Running for', formatDuration(health.upMs)], ['Memory', formatBytes(health.memoryBytes)], ['Questions running', formatCount(health.running)], ['Databases open', formatCount(health.openSources)],
    ['Results held', `${formatCount(health.results)}, ${formatBytes(health.resultBytes)}`], ['Data kept', formatBytes(health.storeBytes)],
  ]
  return (
    <div className={style.about}>
      <dl className={style.facts}>
        <div><dt>Version</dt><dd>{app.version}, {hosts[app.host]}</dd></div>
        <div>
          <dt>Data is kept in</dt>
          <dd className={style.path}>
            <code>{app.dataFolder}</code>
            <CopyButton value={app.dataFolder}>{({ copied, copy }) => <IconButton label={copied ? 'Copied' : 'Copy the path'} size={22} onClick={copy}>{copied ? <Check {...icon} /> : <Copy {...icon} />}</IconButton>}</CopyButton>
          </dd>
        </div>
        {facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
      {failure !== null && <FailureNotice failure={failure} />}
    </div>
  )
}

function useHealth(): { health: Health | null; failure: FailureFacts | null } {
  const [health, setHealth] = useState<Health | null>(null)
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const read = (): void => {
      client.app.health(undefined, { signal: stop.signal }).then(
        (now) => {
          setHealth(now)
          setFailure(null)
        },
        (error: unknown) => { if (!isAbort(error)) setFailure(failureOf(error)) },
      )
    }
    read()
    const timer = setInterval(read, everyMs)
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [])
  return { health, failure }
}
