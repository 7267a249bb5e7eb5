import { Popover, Tooltip } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import type { Answer, Chip as ChipFacts } from '../../shared/model/answer.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { sourcesOf, sourceText, spanOf, type Source, type Span } from '../answer/receipt/origin-words.ts'
import type { Run } from '../state/thread.ts'
import { Chip } from '../ui/Chip.tsx'
import { AddMenu } from './AddMenu.tsx'
import { ChipEditor } from './ChipEditor.tsx'
import style from './ChipRow.module.css'

type Props = { run: Run; answer: Answer; disabled: boolean; /** The words that the piece under the pointer or with the focus comes from. */ onPoint: (words: Span | null) => void }

/** The plan of an answer, piece by piece. A piece is changed where it stands, and the answer is made anew. */
export function ChipRow({ run, answer: { id, plan, receipt, question }, disabled, onPoint }: Props) {
  const [open, setOpen] = useState<string | null>(null)
  const [over, setOver] = useState<Pointed>(null)
  const [focused, setFocused] = useState<Pointed>(null)
  // A piece that is gone with the version before is not pointed at any more.
  const here = (piece: Pointed): Span | null => (piece?.answer === id ? piece.words : null)
  const pointed = here(over) ?? here(focused)
  useEffect(() => {
    onPoint(pointed)
    return () => { onPoint(null) }
  }, [pointed, onPoint])
  if (plan === null) return null
  const shared = { run, plan, disabled, open, onOpen: setOpen }
  return (
    <div className={style.chips} role="group" aria-label="What was understood">
      {receipt.chips.map((chip, at) => <PlanChip key={`${chip.path} ${at}`} chip={chip} question={question} onOver={(words) => { setOver({ answer: id, words }) }} onFocused={(words) => { setFocused({ answer: id, words }) }} {...shared} />)}
      {plan.kind === 'query' && (
        <>
          <AddChip path="add:filter" name="Filter" {...shared} />
          <AddChip path="add" name="Add" {...shared} />
        </>
      )}
    </div>
  )
}

type Shared = { run: Run; plan: Plan; disabled: boolean; open: string | null; onOpen: (path: string | null) => void }

type Pointed = { answer: string; words: Span | null } | null
type Pointing = { question: string; onOver: (words: Span | null) => void; onFocused: (words: Span | null) => void }

function PlanChip({ chip, question, run, plan, disabled, open, onOpen, onOver, onFocused }: { chip: ChipFacts } & Pointing & Shared) {
  const describedBy = useId()
  const isOpen = open === chip.path
  const words = spanOf(chip.origin, question)
  const sources = sourcesOf(chip, question)
  const target = (
    <Chip label={chip.label} value={<span title={chip.value.length > 60 ? chip.value : undefined}>{chip.value}</span>} assumed={chip.assumed} opens disabled={disabled} aria-expanded={isOpen} aria-describedby={sources.length === 0 ? undefined : describedBy} onClick={() => { onOpen(isOpen ? null : chip.path) }} />
  )
  return (
    // What is opened counts as within, wherever it is drawn.
    <span className={style.target} onPointerEnter={() => { onOver(words) }} onPointerLeave={() => { onOver(null) }} onFocus={() => { onFocused(words) }} onBlur={() => { onFocused(null) }}>
      <Popover opened={isOpen} onChange={(opened) => { if (!opened) onOpen(null) }} position="bottom-start" width={380} withRoles={false} trapFocus returnFocus>
        <Popover.Target>{words === null && sources.length > 0 ? <Explained text={sourceText(sources)} isOpen={isOpen}>{target}</Explained> : <span className={style.target}>{target}</span>}</Popover.Target>
        <Popover.Dropdown p={0} role="dialog" aria-label={chip.label} aria-describedby={sources.length === 0 ? undefined : describedBy} className={style.dropdown}>
          <Sources sources={sources} />
          <ChipEditor run={run} plan={plan} path={chip.path} onDone={() => { onOpen(null) }} />
        </Popover.Dropdown>
      </Popover>
      {sources.length > 0 && <span id={describedBy} className="visually-hidden">{sourceText(sources)}</span>}
    </span>
  )
}

/** Where a piece comes from, above what it can become. */
function Sources({ sources }: { sources: readonly Source[] }) {
  if (sources.length === 0) return null
  return <dl className={style.sources}>{sources.map(({ lead, text }) => <div key={lead}><dt>{lead}</dt><dd>{text}</dd></div>)}</dl>
}

/** A piece that no words of the question say tells where it comes from when it is pointed at. */
function Explained({ text, isOpen, children, ref, ...rest }: React.ComponentProps<'span'> & { text: string; isOpen: boolean }) {
  return <Tooltip label={text} disabled={isOpen} openDelay={300} multiline maw={320}><span ref={ref} className={style.target} {...rest}>{children}</span></Tooltip>
}

function AddChip({ path, name, run, plan, disabled, open, onOpen }: { path: 'add' | 'add:filter'; name: string } & Shared) {
  const isOpen = open === path
  const done = (): void => { onOpen(null) }
  return (
    <Popover opened={isOpen} onChange={(opened) => { if (!opened) done() }} position="bottom-start" width={380} withRoles={false} trapFocus returnFocus>
      <Popover.Target><span className={style.target}><Chip adds value={<><Plus size={11} strokeWidth={2.25} className={style.plus} aria-hidden />{name}</>} disabled={disabled} aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => { onOpen(isOpen ? null : path) }} /></span></Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={name} className={style.dropdown}>{path === 'add' ? <AddMenu run={run} plan={plan} onDone={done} /> : <ChipEditor run={run} plan={plan} path={path} onDone={done} />}</Popover.Dropdown>
    </Popover>
  )
}
