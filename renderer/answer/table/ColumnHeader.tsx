import { Menu } from '@mantine/core'
import type { IHeaderParams } from 'ag-grid-community'
import { ArrowDown, ArrowUp, ChevronDown, ChevronsLeftRight, Copy, Pin, PinOff, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { icon } from '../../ui/icon.ts'
import { copyText } from '../notify.ts'
import type { ColumnView } from './column-views.ts'
import type { GridRow } from './grid-row.ts'
import { typeWords, unitWords } from './type-words.ts'
import style from './ColumnHeader.module.css'

/** Row numbers need no heading to be seen, but one to be heard. */
export function RowNumberHeader() {
  return <span className="visually-hidden">Row</span>
}

type Props = IHeaderParams<GridRow> & { view: ColumnView; unsortable: string | null }

/** The heading of a column: a click sorts, the small arrow opens what else can be done and what is known of it. */
export function ColumnHeader({ view, unsortable, column, api, progressSort, setSort }: Props) {
  const [sort, setShownSort] = useState(column.getSort() ?? null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const follow = (): void => { setShownSort(column.getSort() ?? null) }
    column.addEventListener('sortChanged', follow)
    return () => { column.removeEventListener('sortChanged', follow) }
  }, [column])
  const sortable = unsortable === null
  const unit = unitWords(view.column)
  return (
    <div className={style.header} data-right={view.right || undefined} data-sortable={sortable || undefined} onClick={(event) => { if (sortable) progressSort(event.shiftKey) }}>
      <span className={style.name} title={`${view.heading}${sortable ? '' : `. ${unsortable}`}`}>{view.heading}</span>
      {sort !== null && (sort === 'asc' ? <ArrowUp size={12} aria-hidden /> : <ArrowDown size={12} aria-hidden />)}
      <Menu position="bottom-end" width={230} opened={open} onChange={setOpen} withinPortal>
        <Menu.Target>
          <button type="button" tabIndex={-1} data-menu className={style.menu} data-open={open || undefined} aria-label={`Column ${view.heading}`} onClick={(event) => { event.stopPropagation() }}><ChevronDown size={12} aria-hidden /></button>
        </Menu.Target>
        <Menu.Dropdown onClick={(event) => { event.stopPropagation() }}>
          <Menu.Item leftSection={<ArrowUp {...icon} />} disabled={!sortable} onClick={() => { setSort('asc') }}>Sort ascending</Menu.Item>
          <Menu.Item leftSection={<ArrowDown {...icon} />} disabled={!sortable} onClick={() => { setSort('desc') }}>Sort descending</Menu.Item>
          {sort !== null && <Menu.Item leftSection={<X {...icon} />} onClick={() => { setSort(null) }}>Order of the answer</Menu.Item>}
          <Menu.Divider />
          {column.isPinned()
            ? <Menu.Item leftSection={<PinOff {...icon} />} onClick={() => { api.setColumnsPinned([column], null) }}>Unpin</Menu.Item>
            : <Menu.Item leftSection={<Pin {...icon} />} onClick={() => { api.setColumnsPinned([column], 'left') }}>Pin to the left</Menu.Item>}
          <Menu.Item leftSection={<ChevronsLeftRight {...icon} />} onClick={() => { api.autoSizeColumns([column]) }}>Fit to its contents</Menu.Item>
          <Menu.Item leftSection={<ChevronsLeftRight {...icon} />} onClick={() => { api.autoSizeAllColumns() }}>Fit all columns</Menu.Item>
          <Menu.Item leftSection={<Copy {...icon} />} onClick={() => { void copyText(view.column.label, 'Name copied') }}>Copy name</Menu.Item>
          <Menu.Divider />
          <div className={style.facts}>
            <p>{typeWords(view.column)}</p>
            {unit !== null && <p>{unit}</p>}
            {unsortable !== null && <p>{unsortable}</p>}
          </div>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
