import { Button, Select, TagsInput, TextInput } from '@mantine/core'
import { useEffect, useState, type FormEvent } from 'react'
import type { ChipChoices, ColumnName, PlanEdit } from '../../shared/model/plan-edit.ts'
import { client } from '../api/client.ts'
import style from './ChipEditor.module.css'
import { filterKind, operatorsOf, readFilter, valuesTaken, type FilterDraft } from './filter-form.ts'

type Form = Extract<NonNullable<ChipChoices['form']>, { kind: 'filter' }>
const inside = { withinPortal: false }
const keyOf = ({ table, column }: ColumnName): string => JSON.stringify([table, column])

/** A condition on a column: which, how, and the values, typed and read as the column has them. */
export function FilterForm({ form, busy, onApply }: { form: Form; busy: boolean; onApply: (edit: PlanEdit) => void }) {
  const [draft, setDraft] = useState<FilterDraft>(() => begun(form))
  const [told, setTold] = useState(false)
  const read = readFilter(draft)
  const taken = valuesTaken(draft.operator)
  const change = (part: Partial<FilterDraft>): void => {
    setTold(false)
    setDraft((before) => ({ ...before, ...part }))
  }
  const choose = (key: string | null): void => {
    const column = form.columns.find((each) => keyOf(each.column) === key)
    if (column === undefined) return
    const kind = filterKind(column.type)
    change({ column: column.column, kind, values: [], operator: operatorsOf(kind).some(({ value }) => value === draft.operator) ? draft.operator : 'is' })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTold(true)
    if (read.choice !== null) onApply({ kind: 'filter', at: form.at, to: read.choice })
  }
  return (
    <form className={style.form} onSubmit={submit} noValidate>
      <Select
        aria-label="Column" placeholder="A condition on a column" searchable selectFirstOptionOnChange data={grouped(form.columns)} value={draft.column === null ? null : keyOf(draft.column)} onChange={choose} comboboxProps={inside} maxDropdownHeight={220} limit={200}
        nothingFoundMessage="No column is called that"
      />
      {draft.column !== null && (
        <>
          <Select
            aria-label="How it is compared" data={operatorsOf(draft.kind)} value={draft.operator} comboboxProps={inside}
            onChange={(value) => { const found = operatorsOf(draft.kind).find((each) => each.value === value); if (found !== undefined) change({ operator: found.value }) }}
          />
          {taken !== 'none' && <Values draft={draft} onChange={(values) => { change({ values }) }} />}
        </>
      )}
      <div className={style.end}>
        {told && read.problem !== null && <p className={style.problem} role="alert">{read.problem}</p>}
        <Button type="submit" loading={busy} disabled={draft.column === null}>{form.at === null ? 'Add' : 'Apply'}</Button>
      </div>
    </form>
  )
}

function Values({ draft, onChange }: { draft: FilterDraft; onChange: (values: string[]) => void }) {
  const { kind, values } = draft
  const taken = valuesTaken(draft.operator)
  const [first = '', second = ''] = values
  const type = kind === 'date' ? 'date' : 'text'
  const inputMode = kind === 'integer' ? 'numeric' as const : kind === 'number' ? 'decimal' as const : undefined
  if (kind === 'boolean') return <Select aria-label="Value" data={[{ value: 'true', label: 'Yes' }, { value: 'false', label: 'No' }]} value={values[0] ?? null} onChange={(value) => { onChange(value === null ? [] : [value]) }} comboboxProps={inside} placeholder="Yes or no" />
  if (taken === 'two') {
    return (
      <div className={style.pair}>
        <TextInput aria-label="From" type={type} inputMode={inputMode} placeholder="from" value={first} onChange={({ currentTarget }) => { onChange([currentTarget.value, second]) }} />
        <TextInput aria-label="To, included" type={type} inputMode={inputMode} placeholder="to, included" value={second} onChange={({ currentTarget }) => { onChange([first, currentTarget.value]) }} />
      </div>
    )
  }
  if (taken === 'one' || kind === 'date') return <TextInput aria-label="Value" type={type} inputMode={inputMode} placeholder="Value" value={first} onChange={({ currentTarget }) => { onChange([currentTarget.value]) }} />
  return <Tokens draft={draft} onChange={onChange} />
}

/** Several values as tokens; those that the column has are offered. */
function Tokens({ draft: { column, kind, values }, onChange }: { draft: FilterDraft; onChange: (values: string[]) => void }) {
  const [text, setText] = useState('')
  const known = useValues(kind === 'text' ? column : null, text)
  return (
    <TagsInput
      aria-label="Values" placeholder={values.length === 0 ? 'Value, then Enter' : undefined} value={values} onChange={onChange} searchValue={text} onSearchChange={setText} data={known} limit={60} maxDropdownHeight={180} size="xs" clearable
      splitChars={kind === 'text' ? [] : [';']} acceptValueOnBlur comboboxProps={inside}
    />
  )
}

const pauseMs = 120

/** Values of a column that contain `text`. They are a help: when they cannot be had there are none. */
function useValues(column: ColumnName | null, text: string): string[] {
  const [values, setValues] = useState<string[]>([])
  const { table, column: name } = column ?? {}
  useEffect(() => {
    let left = false
    if (table === undefined || name === undefined) {
      setValues([])
      return
    }
    const timer = setTimeout(() => {
      client.catalog.values({ table, column: name, text }).then((found) => { if (!left) setValues([...new Set(found)]) }, () => { if (!left) setValues([]) })
    }, pauseMs)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [table, name, text])
  return values
}

function begun({ filter, columns }: Form): FilterDraft {
  const column = filter?.kind === 'column' ? columns.find((each) => keyOf(each.column) === keyOf(filter.column)) : undefined
  if (filter?.kind !== 'column' || column === undefined) return { column: null, kind: 'text', operator: 'is', values: [] }
  return { column: column.column, kind: filterKind(column.type), operator: filter.operator, values: filter.values.map((value) => (value === null ? '' : String(value))) }
}

function grouped(columns: Form['columns']): { group: string; items: { value: string; label: string }[] }[] {
  const groups = new Map<string, { value: string; label: string }[]>()
  for (const { column, label, group } of columns) {
    const items = groups.get(group) ?? []
    if (items.length === 0) groups.set(group, items)
    if (!items.some((item) => item.value === keyOf(column))) items.push({ value: keyOf(column), label })
  }
  return [...groups].map(([group, items]) => ({ group, items }))
}
