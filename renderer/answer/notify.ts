import { notifications } from '@mantine/notifications'
import { failureOf } from '../api/failure.ts'

/** Says in passing that something was done. */
export function tell(message: string): void {
  notifications.show({ message, autoClose: 2_500, withBorder: true })
}

/** Says what went wrong, and what to do. */
export function tellFailure(error: unknown, what: string): void {
  const { message, hint } = failureOf(error)
  notifications.show({ title: what, message: `${message} ${hint}`, color: 'red', autoClose: 10_000, withBorder: true })
}

/** Puts text on the clipboard and says so. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    tell(done)
  } catch {
    notifications.show({ title: 'Nothing was copied', message: 'This window may not use the clipboard. Allow it, or select the text and copy it by hand.', color: 'red', autoClose: 10_000, withBorder: true })
  }
}
