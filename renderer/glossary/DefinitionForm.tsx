import { Autocomplete, Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { Definition, DefinitionCheck } from '../../shared/model/vocabulary.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { CheckedMeaning } from './CheckedMeaning.tsx'
import { ColumnInput } from './ColumnInput.tsx'
import { definitionOf, emptyDefinition, fieldsOfDefinition, type DefinitionFields, type Meaning, type UnitChoice } from './definition-fields.ts'
import styles from './DefinitionForm.module.css'
import { ExpressionInput } from './ExpressionInput.tsx'

const meanings: { value: Meaning; label: string }[] = [
  { value: 'metric', label: 'A number' }, { value: 'filter', label: 'Some rows' }, { value: 'value', label: 'A value' }, { value: 'column', label: 'A column' }, { value: 'table', label: 'A table' },
]
const explained: Record<Meaning, string> = {
  metric: 'Worked out from rows: revenue, margin, headcount.', filter: 'A condition on rows: unpaid, active, overdue.', value: 'Another name for a value of a column: Britain for United Kingdom.',
  column: 'Another name for a column: client name.', table: 'Another name for a table: clients.',
}
const units: { value: UnitChoice; label: string }[] = [
  { value: 'none', label: 'None' }, { value: 'money', label: 'Money' }, { value: 'count', label: 'Count' }, { value: 'percent', label: 'Percent (0.25 is 25 %)' }, { value: 'ratio', label: 'Ratio' }, { value: 'days', label: 'Days' }, { value: 'quantity', label: 'Quantity' },
]

type Props = { word: string; definition: Definition | null; asksAgain: boolean; onSaved: (name: string) => void; onCancel: () => void }

/** Says what a word means. What it comes to now is shown while typing, so that a wrong definition is seen before it is saved. */
export function DefinitionForm({ word, definition, asksAgain, onSaved, onCancel }: Props) {
  const [fields, setFields] = useState<DefinitionFields>(definition === null ? emptyDefinition(word) : fieldsOfDefinition(definition))
  const [check, setCheck] = useState<DefinitionCheck | null>(null)
  const [checking, setChecking] = useState(false)
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  const [tried, setTried] = useState(false)
  const [saving, setSaving] = useState(false)
  const made = definitionOf(fields)
  const fault = (field: keyof DefinitionFields): string | undefined => (tried && 'missing' in made && made.missing === field ? made.says : undefined)
  const set = (change: Partial<DefinitionFields>): void => {
    setFields((before) => ({ ...before, ...change }))
    setFailure(null)
  }
  const sent = 'definition' in made ? JSON.stringify(made.definition) : null

  useEffect(() => {
    setCheck(null)
    if (sent === null) return
    let left = false
    setChecking(true)
    const timer = setTimeout(() => {
      void client.terms.check({ definition: JSON.parse(sent) as Definition }).then((found) => { if (!left) setCheck(found) }, (error: unknown) => { if (!left) setCheck({ kind: 'bad', failure: failureOf(error) }) })
        .finally(() => { if (!left) setChecking(false) })
    }, 350)
    return () => {
      left = true
      clearTimeout(timer)
      setChecking(false)
    }
  }, [sent])

  const save = async (): Promise<void> => {
    setTried(true)
    if (!('definition' in made)) return
    setSaving(true)
    try {
      await client.terms.save({ definition: made.definition, ...(definition === null ? {} : { replaces: definition.kind === 'metric' ? definition.metric.name : definition.term.phrase }) })
      onSaved(fields.word.trim())
    } catch (error) {
      setFailure(failureOf(error))
      setSaving(false)
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); void save() }}>
      <div className={styles.two}>
        <TextInput label="Word or phrase" value={fields.word} error={fault('word')} data-autofocus={word === '' || undefined} onChange={({ currentTarget }) => { set({ word: currentTarget.value }) }} />
        <TextInput label="Other ways to say it" placeholder="sales, turnover" value={fields.synonyms} onChange={({ currentTarget }) => { set({ synonyms: currentTarget.value }) }} />
      </div>
      <div>
        <SegmentedControl aria-label="What it stands for" fullWidth data={meanings} value={fields.meaning} onChange={(meaning) => { set({ meaning: meaning }) }} />
        <p className={styles.hint}>{explained[fields.meaning]}</p>
      </div>
      {fields.meaning === 'metric' && (
        <>
          <ExpressionInput label="How it is worked out" placeholder="sum(invoice_lines.net_amount)" value={fields.expression} error={fault('expression')} autoFocus={word !== ''} onChange={(expression) => { set({ expression }) }} />
          <ExpressionInput label="Only rows where" placeholder="invoices.status != 'void'" optional value={fields.filter} onChange={(filter) => { set({ filter }) }} />
          <div className={styles.three}>
            <ColumnInput what="column" label="Date it counts at" placeholder="invoices.invoice_date" value={fields.time} onChange={(time) => { set({ time }) }} />
            <Select label="Unit" data={units} value={fields.unit} onChange={(unit) => { set({ unit: (unit ?? 'none') }) }} />
            {fields.unit === 'money'
              ? <Autocomplete label="Currency" data={['USD', 'EUR', 'GBP', 'CHF', 'JPY']} value={fields.currency} error={fault('currency')} onChange={(currency) => { set({ currency: currency.toUpperCase() }) }} />
              : <Select label="Better when it" clearable data={[{ value: 'up', label: 'Goes up' }, { value: 'down', label: 'Goes down' }]} value={fields.good === '' ? null : fields.good} onChange={(good) => { set({ good: (good ?? '') }) }} />}
          </div>
          <Select
            label="Over time it is" data={[{ value: '', label: 'A flow: added up over months' }, { value: 'flow', label: 'A balance: the sum of all movements up to a date' }, { value: 'snapshot', label: 'A balance: stored for each date' }]}
            value={fields.balance} onChange={(balance) => { set({ balance: (balance ?? '') }) }}
          />
        </>
      )}
      {fields.meaning === 'filter' && (
        <>
          <ExpressionInput label="Rows where" placeholder="invoices.paid_on is null" value={fields.filter} error={fault('filter')} autoFocus={word !== ''} onChange={(filter) => { set({ filter }) }} />
          <ColumnInput what="table" label="Rows of" description="Only needed when the condition mentions several tables." value={fields.table} onChange={(table) => { set({ table }) }} />
        </>
      )}
      {(fields.meaning === 'value' || fields.meaning === 'column') && (
        <div className={styles.two}>
          <ColumnInput what="column" label="Column" placeholder="customers.country" value={fields.column} error={fault('column')} onChange={(column) => { set({ column }) }} />
          {fields.meaning === 'value' && <ValueInput column={fields.column} value={fields.is} error={fault('is')} onChange={(is) => { set({ is }) }} />}
        </div>
      )}
      {fields.meaning === 'table' && <ColumnInput what="table" label="Table" value={fields.table} error={fault('table')} onChange={(table) => { set({ table }) }} />}
      <Textarea label="Note for readers" value={fields.description} rows={2} autosize onChange={({ currentTarget }) => { set({ description: currentTarget.value }) }} />
      <CheckedMeaning check={check} checking={checking} />
      {failure !== null && <FailureNotice failure={failure} />}
      <div className={styles.actions}>
        <span className={styles.gap} />
        <Button variant="default" onClick={onCancel}>Cancel</Button>
        <Button type="submit" loading={saving} disabled={check?.kind === 'bad'}>{asksAgain ? 'Save and ask again' : 'Save'}</Button>
      </div>
    </form>
  )
}

function ValueInput({ column, value, error, onChange }: { column: string; value: string; error: string | undefined; onChange: (value: string) => void }) {
  const [values, setValues] = useState<string[]>([])
  useEffect(() => {
    const [table, name] = column.split('.')
    let left = false
    const timer = setTimeout(() => {
      if (table === undefined || name === undefined) setValues([])
      else void client.catalog.values({ table, column: name, text: value }).then((found) => { if (!left) setValues([...new Set(found)]) }, () => { if (!left) setValues([]) })
    }, 120)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [column, value])
  return <Autocomplete label="Value in the column" data={values} filter={({ options }) => options} value={value} error={error} onChange={onChange} />
}
