import type { ComponentProps } from 'react'
import style from './TextButton.module.css'

/** A button that reads as a link, inside a sentence. */
export function TextButton({ className, ...rest }: ComponentProps<'button'>) {
  return <button type="button" className={`${style.link} ${className ?? ''}`} {...rest} />
}
