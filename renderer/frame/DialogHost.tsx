import { DefineDialog } from '../glossary/DefineDialog.tsx'
import { SourceDialogs } from '../sources/SourceDialogs.tsx'
import { useWindow } from '../state/window.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'
import { UnlockDialog } from './UnlockDialog.tsx'

/** The dialog that stands over the window. */
export function DialogHost() {
  const dialog = useWindow((state) => state.dialog)
  switch (dialog?.kind) {
    case undefined: return null
    case 'source':
    case 'chooseFile': return <SourceDialogs />
    case 'define': return <DefineDialog />
    case 'unlock': return <UnlockDialog />
    case 'shortcuts': return <ShortcutsDialog />
    case 'confirm': return <ConfirmDialog {...dialog} />
  }
}
