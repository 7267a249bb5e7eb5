import { Button } from '@mantine/core'
import { MessageSquareText } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useContextState } from '../state/context.ts'
import { askNext, cancelRunning, runningNow, useThread } from '../state/thread.ts'
import { toastFailure } from '../state/toast.ts'
import { showPicker, useWindow } from '../state/window.ts'
import { icon } from '../ui/icon.ts'
import { Kbd } from '../ui/Kbd.tsx'
import style from './AskBox.module.css'
import { notRecalling, recalled, type Recall } from './earlier-questions.ts'
import { useCompletions } from './use-completions.ts'
import { useEarlierQuestions } from './use-earlier-questions.ts'
import { whyNot } from './why-not.ts'

const longest = 2_000

/** Where a question is typed. Enter asks, Shift and Enter begin a line; the arrows go through earlier questions, or through the completions on offer. */
export function AskBox() {
  const text = useWindow(({ draft }) => draft)
  const wish = useWindow(({ askFocus }) => askFocus)
  const reason = whyNot(useContextState(({ context }) => context))
  const isFollowUp = useThread(({ runs }) => runs.length > 0)
  const box = useRef<HTMLTextAreaElement>(null)
  const list = useId()
  const [typing, setTyping] = useState(false)
  const [active, setActive] = useState(-1)
  const [busy, setBusy] = useState(false)
  const recall = useRef<Recall>(notRecalling)
  const earlier = useEarlierQuestions()
  const completions = useCompletions(text, typing && reason === null)
  const isOpen = typing && completions.length > 0

  useEffect(() => {
    if (wish === 0 || box.current === null) return
    box.current.focus()
    box.current.setSelectionRange(box.current.value.length, box.current.value.length)
  }, [wish])
  useEffect(() => { setActive(-1) }, [completions])

  const write = (draft: string): void => { useWindow.setState({ draft: draft.slice(0, longest) }) }
  const take = (completion: string): void => {
    write(completion)
    setTyping(false)
    box.current?.focus()
  }
  const submit = async (): Promise<void> => {
    const question = text.trim()
    if (question === '' || reason !== null || busy) return
    setTyping(false)
    setBusy(true)
    recall.current = notRecalling
    const began = await askNext(question)
    setBusy(false)
    if (began !== null) useWindow.setState(({ draft }) => ({ draft: draft.trim() === question ? '' : draft }))
  }
  const recallOther = (way: 'older' | 'newer'): boolean => {
    const found = recalled(earlier.questions(), recall.current, text, way)
    if (found === null) return false
    recall.current = found.recall
    setTyping(false)
    write(found.text)
    return true
  }
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { key, shiftKey, nativeEvent, currentTarget } = event
    if (nativeEvent.isComposing) return
    const chosen = completions[active]
    const act = (done: () => unknown): void => {
      event.preventDefault()
      event.stopPropagation()
      done()
    }
    // Completions that are still on their way stay away too.
    if (key === 'Escape') setTyping(false)
    if (isOpen && key === 'Escape') act(() => undefined)
    else if (key === 'Escape' && runningNow() !== null) act(() => { cancelRunning().catch(toastFailure) })
    else if (isOpen && chosen !== undefined && (key === 'Enter' || key === 'Tab') && !shiftKey) act(() => { take(chosen.text) })
    else if (isOpen && key === 'ArrowDown') act(() => { setActive((active + 2) % (completions.length + 1) - 1) })
    else if (isOpen && key === 'ArrowUp') act(() => { setActive((active + completions.length + 1) % (completions.length + 1) - 1) })
    else if (key === 'Enter' && !shiftKey) act(() => { void submit() })
    else if (key === 'ArrowUp' && !currentTarget.value.slice(0, currentTarget.selectionStart).includes('\n') && recallOther('older')) event.preventDefault()
    else if (key === 'ArrowDown' && !currentTarget.value.slice(currentTarget.selectionEnd).includes('\n') && recallOther('newer')) event.preventDefault()
  }

  return (
    <div className={style.frame}>
      {isOpen && (
        <ul id={list} role="listbox" aria-label="Ways to go on" className={style.list}>
          {completions.map((completion, at) => (
            <li
              key={completion.text} id={`${list}-${at}`} role="option" aria-selected={at === active} className={style.option}
              onPointerDown={(event) => { event.preventDefault() }} onClick={() => { take(completion.text) }}
            >
              <span>{completion.text}</span><small>{completion.about}</small>
            </li>
          ))}
        </ul>
      )}
      <div className={style.box} data-off={reason !== null || undefined}>
        <MessageSquareText {...icon} className={style.mark} aria-hidden />
        <textarea
          ref={box} className={style.text} rows={1} value={text} maxLength={longest} spellCheck={false} disabled={reason !== null} data-testid="ask-box"
          aria-label="Question" aria-describedby={reason === null ? undefined : `${list}-reason`} aria-autocomplete="list" aria-haspopup="listbox" aria-controls={isOpen ? list : undefined}
          aria-activedescendant={isOpen && active >= 0 ? `${list}-${active}` : undefined}
          placeholder={reason?.text ?? (isFollowUp ? 'Ask another question, or refine this one' : 'Ask about your data')}
          onChange={({ currentTarget }) => { recall.current = notRecalling; setTyping(true); write(currentTarget.value) }}
          onFocus={earlier.load} onBlur={() => { setTyping(false) }} onKeyDown={onKey}
        />
        {reason === null ? <span className={style.hint}><Kbd keys="/" /></span> : <span id={`${list}-reason`} className="visually-hidden">{reason.text}</span>}
        <span className="visually-hidden" role="status">{isOpen ? `${completions.length} ways to go on; the arrows choose` : ''}</span>
        {reason?.choose === true
          ? <Button size="xs" variant="default" onClick={() => { showPicker(true) }}>Choose a database</Button>
          : <Button size="xs" disabled={reason !== null || busy || text.trim() === ''} onClick={() => { void submit() }}>Ask</Button>}
      </div>
    </div>
  )
}
