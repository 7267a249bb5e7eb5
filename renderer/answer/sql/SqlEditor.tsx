import { autocompletion, closeCompletion } from '@codemirror/autocomplete'
import { sql } from '@codemirror/lang-sql'
import { Compartment, EditorState, Prec } from '@codemirror/state'
import { Decoration, EditorView, keymap } from '@codemirror/view'
import { basicSetup, minimalSetup } from 'codemirror'
import { useEffect, useRef } from 'react'
import type { Dialect } from '../../../shared/model/value.ts'
import { styleNonce } from '../../ui/nonce.ts'
import { catalogCompletion } from './catalog-completion.ts'
import { editorDialects } from './editor-dialect.ts'
import { editorLook } from './editor-look.ts'
import { typeOver } from './type-over.ts'
import style from './SqlEditor.module.css'

export type Marked = { from: number; to: number }

type Props = {
  text: string
  dialect: Dialect
  editable: boolean
  /** Underlined, as the place of a refusal. */
  marked?: Marked | null
  onChange?: (text: string) => void
  onRun?: () => void
}

/** SQL with the colours of its dialect; to be read, or with completion to be written. A new `text` replaces what stands there. */
export function SqlEditor({ text, dialect, editable, marked = null, onChange, onRun }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const underline = useRef(new Compartment())
  const told = useRef({ onChange, onRun })
  told.current = { onChange, onRun }

  useEffect(() => {
    if (host.current === null) return
    const shown = editorDialects[dialect]
    const run = { key: 'Mod-Enter', run: (at: EditorView) => { closeCompletion(at); told.current.onRun?.(); return true } }
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          EditorView.cspNonce.of(styleNonce), Prec.highest(keymap.of(editable ? [run] : [])), editable ? [basicSetup, typeOver] : minimalSetup, sql({ dialect: shown, upperCaseKeywords: true }), editorLook, EditorView.lineWrapping,
          EditorState.readOnly.of(!editable), EditorView.contentAttributes.of({ 'aria-label': editable ? 'SQL, editable' : 'SQL', 'aria-readonly': String(!editable), ...(!editable && { tabindex: '0' }) }), EditorView.editable.of(editable),
          underline.current.of([]), ...(editable ? [autocompletion({ override: [catalogCompletion(shown)] })] : []),
          EditorView.updateListener.of((update) => { if (update.docChanged) told.current.onChange?.(update.state.doc.toString()) }),
        ],
      }),
    })
    view.current = made
    if (editable) made.focus()
    return () => {
      view.current = null
      made.destroy()
    }
    // The text is followed below: a new one must not lose the history of edits.
  }, [dialect, editable])

  useEffect(() => {
    const now = view.current
    if (now !== null && now.state.doc.toString() !== text) now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: text } })
  }, [text])

  useEffect(() => {
    const now = view.current
    if (now === null) return
    const [from, to] = [Math.min(marked?.from ?? 0, now.state.doc.length), Math.min(marked?.to ?? 0, now.state.doc.length)]
    const shown = from < to ? EditorView.decorations.of(Decoration.set(Decoration.mark({ class: 'cm-refused' }).range(from, to))) : []
    now.dispatch({ effects: underline.current.reconfigure(shown), ...(from < to && { selection: { anchor: from }, scrollIntoView: true }) })
  }, [marked])

  return <div ref={host} className={style.editor} data-editable={editable || undefined} />
}
