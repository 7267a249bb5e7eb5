import { DefineDialog } from '../glossary/DefineDialog.tsx'
import { OutgoingDialog } from '../settings/model/OutgoingDialog.tsx'
import { SourceDialogs } from '../sources/SourceDialogs.tsx'
import { useWindow } from '../state/window.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'
import { UnlockDialog } from './UnlockDialog.tsx'

/** The dialog that stands over the window, and over it the passphrase where it cannot go on without. */
export function DialogHost() {
  const unlocking = useWindow((state) => state.unlocking)
  return <><OpenDialog />{unlocking && <UnlockDialog />}</>
}

function OpenDialog() {
  const dialog = useWindow((state) => state.dialog)
  switch (dialog?.kind) {
    case undefined: return null
    case 'source':
    case 'chooseFile': return <SourceDialogs />
    case 'define': return <DefineDialog />
    case 'outgoing': return <OutgoingDialog />
    case 'shortcuts': return <ShortcutsDialog />
    case 'confirm': return <ConfirmDialog {...dialog} />
  }
}
