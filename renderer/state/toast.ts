import { notifications } from '@mantine/notifications'
import { failureOf } from '../api/failure.ts'

/** Says in passing that something was done. */
export function toast(message: string): void {
  notifications.show({ message, autoClose: 4_000, withBorder: true })
}

/** Says in passing that something failed, where there is no place of its own for it. */
export function toastFailure(error: unknown): void {
  const { message, hint } = failureOf(error)
  notifications.show({ color: 'red', title: message, message: hint, autoClose: 10_000, withBorder: true })
}
