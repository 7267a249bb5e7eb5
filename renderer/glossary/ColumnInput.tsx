import { Autocomplete, type AutocompleteProps } from '@mantine/core'
import { useEffect, useState } from 'react'
import { client } from '../api/client.ts'

type Props = Omit<AutocompleteProps, 'data' | 'onChange' | 'value'> & { value: string; what: 'column' | 'table'; onChange: (value: string) => void }

/** A column (`table.column`) or table of the open database, found while typing. */
export function ColumnInput({ value, what, onChange, ...rest }: Props) {
  const [found, setFound] = useState<string[]>([])
  useEffect(() => {
    let left = false
    const timer = setTimeout(() => {
      void client.catalog.find({ text: value.replace('.', ' '), count: 30 }).then((all) => {
        const names = all.flatMap((each) => (each.kind !== what || each.table === null ? [] : [what === 'table' ? each.table : `${each.table}.${each.column ?? ''}`]))
        if (!left) setFound([...new Set(names)])
      }, () => { if (!left) setFound([]) })
    }, 100)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [value, what])
  return <Autocomplete value={value} data={found} filter={({ options }) => options} spellCheck={false} autoComplete="off" comboboxProps={{ withinPortal: true }} onChange={onChange} {...rest} />
}
