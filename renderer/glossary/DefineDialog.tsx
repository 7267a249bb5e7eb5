import { Modal } from '@mantine/core'
import { askWords } from '../state/thread.ts'
import { toast } from '../state/toast.ts'
import { showDialog, showScreen, useWindow } from '../state/window.ts'
import { DefinitionForm } from './DefinitionForm.tsx'
import { loadVocabulary } from './vocabulary.ts'

/** Defines a metric or a term; where a question did not know the word, it is asked again. */
export function DefineDialog() {
  const dialog = useWindow((state) => state.dialog)
  if (dialog?.kind !== 'define') return null
  const { word, question, definition } = dialog
  const close = (): void => { showDialog(null) }
  const saved = (name: string): void => {
    close()
    toast(`“${name}” is defined.`)
    void loadVocabulary()
    if (question === null) return
    showScreen('ask')
    void askWords(question)
  }
  return (
    <Modal opened onClose={close} size={640} title={definition === null ? (word === '' ? 'Define a word' : `Define “${word}”`) : `Edit “${word}”`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <DefinitionForm key={word} word={word} definition={definition} asksAgain={question !== null} onSaved={saved} onCancel={close} />
    </Modal>
  )
}
