import style from './chart-tooltip.module.css'

const gap = 12

/** The small box beside the pointer with the exact values of a mark. Only text is ever put into it. */
export class ChartTooltip {
  #box: HTMLElement | null = null

  /** `value` holds text by title; anything else hides the box. */
  show(event: MouseEvent, value: unknown): void {
    const facts = typeof value === 'object' && value !== null ? Object.entries(value as Record<string, unknown>) : []
    if (facts.length === 0) {
      this.remove()
      return
    }
    const box = this.#box ?? document.body.appendChild(document.createElement('div'))
    this.#box = box
    box.className = style.tooltip ?? ''
    box.replaceChildren(...facts.map(([title, text]) => {
      const line = document.createElement('div')
      const name = line.appendChild(document.createElement('span'))
      const exact = line.appendChild(document.createElement('b'))
      name.textContent = title.trim()
      exact.textContent = String(text)
      return line
    }))
    const { width, height } = box.getBoundingClientRect()
    box.style.left = `${event.clientX + gap + width > innerWidth ? Math.max(4, event.clientX - gap - width) : event.clientX + gap}px`
    box.style.top = `${Math.min(event.clientY + gap, Math.max(4, innerHeight - height - 4))}px`
  }

  remove(): void {
    this.#box?.remove()
    this.#box = null
  }
}
