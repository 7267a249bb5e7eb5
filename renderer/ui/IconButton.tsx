import { ActionIcon, Tooltip } from '@mantine/core'
import type { FocusEvent, KeyboardEvent, MouseEvent, ReactNode, Ref } from 'react'
import style from './IconButton.module.css'

type Props = {
  label: string
  children: ReactNode
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void
  onKeyDown?: (event: KeyboardEvent<HTMLButtonElement>) => void
  onFocus?: (event: FocusEvent<HTMLButtonElement>) => void
  disabled?: boolean
  /** For a button that stays down, such as one that shows a panel. */
  pressed?: boolean
  /** Where the tooltip stands. */
  side?: 'top' | 'bottom' | 'left' | 'right'
  size?: number
  tabIndex?: number
  className?: string
  ref?: Ref<HTMLButtonElement>
  'aria-expanded'?: boolean
  'aria-haspopup'?: 'menu' | 'dialog' | 'listbox'
  'aria-controls'?: string
  'aria-current'?: 'page'
}

/** An icon as a button; its name is the tooltip and what a screen reader says. Works as the target of a Mantine Menu or Popover. */
export function IconButton({ label, children, pressed, side = 'bottom', size = 26, className, ...rest }: Props) {
  return (
    <Tooltip label={label} position={side}>
      <ActionIcon aria-label={label} aria-pressed={pressed} size={size} className={`${style.button} ${className ?? ''}`} {...rest}>{children}</ActionIcon>
    </Tooltip>
  )
}
