import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community'
import type { OpenCell } from '../open-cell.ts'
import type { ColumnView } from './column-views.ts'
import type { GridRow } from './grid-row.ts'
import style from './ResultGrid.module.css'

export type OpenableParams = ICellRendererParams<GridRow> & { view: ColumnView; open: OpenCell; shown: (params: { data: GridRow | undefined }) => string }

/** A number whose rows can be listed: a small arrow beside it appears under the pointer. Made by hand, because a million of them scroll by. */
export class OpenableCell implements ICellRendererComp {
  readonly #gui = document.createElement('span')
  readonly #text = document.createElement('span')
  #params: OpenableParams | null = null

  init(params: OpenableParams): void {
    const arrow = document.createElement('button')
    arrow.type = 'button'
    arrow.tabIndex = -1
    arrow.className = style.open ?? ''
    arrow.setAttribute('aria-label', 'List the rows behind this number')
    arrow.addEventListener('click', (event) => {
      event.stopPropagation()
      const data = this.#params?.data
      const measure = this.#params?.view.measure
      if (data !== undefined && measure != null) this.#params?.open(measure, data.total === true ? null : data.cells)
    })
    this.#gui.className = style.openable ?? ''
    this.#gui.append(arrow, this.#text)
    this.refresh(params)
  }

  getGui(): HTMLElement {
    return this.#gui
  }

  refresh(params: OpenableParams): boolean {
    this.#params = params
    this.#text.textContent = params.shown(params)
    this.#gui.toggleAttribute('data-empty', params.data?.cells[params.view.at] == null)
    return true
  }
}
