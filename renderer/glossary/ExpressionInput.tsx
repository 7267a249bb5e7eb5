import { Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { client } from '../api/client.ts'
import styles from './DefinitionForm.module.css'
import { nameBefore } from './name-before.ts'

type Props = { label: string; placeholder: string; value: string; error?: string | undefined; optional?: boolean; autoFocus?: boolean; onChange: (value: string) => void }

/** An expression of the vocabulary; columns that fit what is being typed are offered below it. */
export function ExpressionInput({ label, placeholder, value, error, optional = false, autoFocus = false, onChange }: Props) {
  const input = useRef<HTMLTextAreaElement>(null)
  const [cursor, setCursor] = useState(0)
  const [offers, setOffers] = useState<string[]>([])
  const typing = nameBefore(value, cursor)
  useEffect(() => {
    if (typing === null) {
      setOffers([])
      return
    }
    let left = false
    const timer = setTimeout(() => {
      void client.catalog.find({ text: typing.name.replace('.', ' '), count: 12 }).then((found) => {
        const columns = found.flatMap(({ kind, table, column }) => (kind === 'column' && table !== null && column !== null ? [`${table}.${column}`] : [])).filter((name) => name !== typing.name)
        if (!left) setOffers([...new Set(columns)].slice(0, 6))
      }, () => { if (!left) setOffers([]) })
    }, 120)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [typing?.name])
  const take = (column: string): void => {
    if (typing === null) return
    const at = typing.from + column.length
    onChange(value.slice(0, typing.from) + column + value.slice(cursor))
    setOffers([])
    requestAnimationFrame(() => {
      input.current?.focus()
      input.current?.setSelectionRange(at, at)
      setCursor(at)
    })
  }
  return (
    <div>
      <Textarea
        ref={input} label={optional ? `${label} (optional)` : label} placeholder={placeholder} value={value} error={error} autosize minRows={1} maxRows={6} spellCheck={false} data-autofocus={autoFocus || undefined} classNames={{ input: styles.mono }}
        onChange={({ currentTarget }) => { onChange(currentTarget.value); setCursor(currentTarget.selectionStart) }} onSelect={({ currentTarget }) => { setCursor(currentTarget.selectionStart) }}
      />
      {offers.length > 0 && <div className={styles.offers} role="group" aria-label="Columns that fit">{offers.map((column) => <button key={column} type="button" onClick={() => { take(column) }}>{column}</button>)}</div>}
    </div>
  )
}
