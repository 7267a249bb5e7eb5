import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { failureOf } from '../api/failure.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import style from './ScreenHost.module.css'

/** Keeps a fault of one screen from taking the window with it. React catches faults in classes only. */
export class ScreenBoundary extends Component<{ children: ReactNode }, { error: unknown; broken: boolean }> {
  override state = { error: null as unknown, broken: false }

  static getDerivedStateFromError(error: unknown): { error: unknown; broken: boolean } {
    return { error, broken: true }
  }

  override render(): ReactNode {
    const { error, broken } = this.state
    if (!broken) return this.props.children
    const failure = { ...failureOf(error), code: 'INTERNAL', message: 'This screen stopped working.', hint: 'Your questions and data are not touched. Show the screen again, or reload the window.', detail: { error: String(error) } } as const
    return (
      <div className={style.broken}>
        <FailureNotice
          failure={failure}
          actions={<>
            <Button onClick={() => { this.setState({ error: null, broken: false }) }}>Show it again</Button>
            <Button variant="default" onClick={() => { location.reload() }}>Reload the window</Button>
          </>}
        />
      </div>
    )
  }
}
