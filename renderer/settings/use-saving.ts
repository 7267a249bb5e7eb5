import { useEffect, useState } from 'react'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { SettingsChange } from '../../shared/model/settings.ts'
import { failureOf } from '../api/failure.ts'
import { changeSettings } from '../state/app.ts'

/** How the last change of a setting went. */
export type Saving = { saved: boolean; failure: FailureFacts | null; save: (change: SettingsChange, next?: () => Promise<void>) => void }

const saidMs = 2_000

/** Saves a setting at once, and then does what is `next`. `saved` is true for a moment after it was, `failure` says why it was refused. */
export function useSaving(): Saving {
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  useEffect(() => {
    if (savedAt === null) return
    const timer = setTimeout(() => { setSavedAt(null) }, saidMs)
    return () => { clearTimeout(timer) }
  }, [savedAt])
  const save = (change: SettingsChange, next?: () => Promise<void>): void => {
    changeSettings(change).then(next).then(
      () => {
        setFailure(null)
        setSavedAt(performance.now())
      },
      (error: unknown) => { setFailure(failureOf(error)) },
    )
  }
  return { saved: savedAt !== null, failure, save }
}
