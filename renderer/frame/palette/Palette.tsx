import { Combobox, Modal, useCombobox } from '@mantine/core'
import { Search } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { useCommands } from '../../state/commands.ts'
import { useSources } from '../../state/sources.ts'
import { useWindow } from '../../state/window.ts'
import { icon } from '../../ui/icon.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { frameCommands } from '../commands.ts'
import { askEntry, commandEntry, sourceEntry } from './entries.ts'
import { grouped } from './group-entries.ts'
import { useFound } from './use-found.ts'
import style from './Palette.module.css'

const close = (): void => { useWindow.setState({ palette: false }) }

/** Finds everything by name: screens, commands, databases, what is in the open one, and earlier questions. It opens at once and takes the first letter that follows the keys. */
export function Palette() {
  const opened = useWindow((state) => state.palette)
  return (
    <Modal.Root opened={opened} onClose={close} size={640} yOffset={72} centered={false} xOffset={16} transitionProps={{ duration: 0 }}>
      <Modal.Overlay color="var(--scrim)" backgroundOpacity={1} />
      <Modal.Content aria-label="Search everything" data-testid="palette" classNames={{ content: style.palette }}><PaletteBody /></Modal.Content>
    </Modal.Root>
  )
}

function PaletteBody() {
  const [query, setQuery] = useState('')
  const combobox = useCombobox({ opened: true })
  const list = useRef<HTMLDivElement>(null)
  const listId = useId()
  const added = useCommands((state) => state.commands)
  const sources = useSources((state) => state.sources)
  const { entries: found, failure } = useFound(query, true)
  const known = useMemo(
    () => [...[...frameCommands, ...added].filter(({ run, keysOnly, ready }) => run !== null && keysOnly !== true && (ready?.() ?? true)).map(commandEntry), ...(sources ?? []).map(sourceEntry)],
    [added, sources],
  )
  const groups = useMemo(() => grouped(query, known, found, askEntry), [query, known, found])
  const byId = useMemo(() => new Map(groups.flatMap(({ entries }) => entries.map((entry) => [entry.id, entry]))), [groups])
  const { selectFirstOption } = combobox
  const [active, setActive] = useState<string | undefined>()
  useEffect(() => { setActive(selectFirstOption() ?? undefined) }, [groups, selectFirstOption])
  const tellActive = (): void => { setActive(list.current?.querySelector('[data-combobox-selected]')?.id) }

  const submit = (id: string): void => {
    close()
    byId.get(id)?.run()
  }
  return (
    <Combobox store={combobox} onOptionSubmit={submit} size="md">
      <div className={style.search}>
        <Search {...icon} aria-hidden />
        <Combobox.EventsTarget withAriaAttributes={false}>
          <input
            className={style.input} autoFocus data-autofocus aria-label="Search everything" role="combobox" aria-autocomplete="list" aria-expanded aria-controls={listId} aria-activedescendant={active}
            placeholder="Search tables, terms, questions, commands" value={query} maxLength={500} spellCheck={false} autoComplete="off" onChange={(event) => { setQuery(event.currentTarget.value) }} onKeyUp={tellActive}
          />
        </Combobox.EventsTarget>
        <Kbd keys="Escape" />
      </div>
      {failure !== null && <p className={style.failure} role="status">Tables and earlier questions could not be searched: {failure.message}</p>}
      <Combobox.Options ref={list} id={listId} className={style.list} aria-label="Found">
        {groups.map(({ name, entries }) => (
          <Combobox.Group key={name} label={name} classNames={{ groupLabel: style.group }}>
            {entries.map(({ id, label, detail, keys, Icon }) => (
              <Combobox.Option key={id} value={id} className={style.entry}>
                <Icon {...icon} aria-hidden className={style.icon} />
                <span className={style.label}>{label}</span>
                {detail !== undefined && <span className={style.detail}>{detail}</span>}
                {keys !== undefined && <Kbd keys={keys} />}
              </Combobox.Option>
            ))}
          </Combobox.Group>
        ))}
      </Combobox.Options>
    </Combobox>
  )
}
