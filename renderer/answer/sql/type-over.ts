import { EditorView } from '@codemirror/view'

/**
 * Typing over a selection, done by the editor itself. Left to Chromium, the typed letter keeps the look of what it replaces in an inline style,
 * which the page's policy refuses and reports.
 */
export const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main } = view.state.selection
    const { data } = event
    if (event.inputType !== 'insertText' || event.isComposing || data === null || main.empty || view.state.readOnly) return false
    event.preventDefault()
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
    const taken = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, main.from, main.to, data, insert))
    if (!taken) view.dispatch(insert())
    return true
  },
})
