import { keyNames } from './keys.ts'
import style from './Kbd.module.css'

/** The keys of a shortcut: `<Kbd keys="Mod+K" />`. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className={style.kbd}>{keyNames(keys).join(' ')}</kbd>
}
