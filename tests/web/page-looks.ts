/** Controls that are cut off: partly outside of the window, or outside of a box that hides what does not fit and cannot be scrolled. Runs in the page. */
export function clippedControls(): string[] {
  const clipped: string[] = []
  for (const control of document.querySelectorAll('button, input, select, textarea, [role=tab], [role=option], a[href]')) {
    const box = control.getBoundingClientRect()
    if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || box.width === 0 || box.height === 0 || control.closest('.visually-hidden, [inert], .ag-grid-viewport')) continue
    let [left, right] = [0, innerWidth]
    for (let around = control.parentElement; around !== null; around = around.parentElement) {
      const { overflowX } = getComputedStyle(around)
      if (overflowX === 'visible') continue
      const frame = around.getBoundingClientRect()
      if (overflowX === 'auto' || overflowX === 'scroll') { [left, right] = [-Infinity, Infinity]; if (frame.left < -1 || frame.right > innerWidth + 1) clipped.push(`scroller around ${named(control)}`) } else { left = Math.max(left, frame.left); right = Math.min(right, frame.right) }
    }
    if (box.left < left - 1 || box.right > right + 1) clipped.push(`${named(control)}: ${Math.round(box.left)} to ${Math.round(box.right)} of ${Math.round(left)} to ${Math.round(right)}`)
  }
  return clipped

  function named(element: Element): string {
    return `<${element.tagName.toLowerCase()}> ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? ''}`
  }
}

/** Whether the page is wider than its window. Runs in the page. */
export const pageOverflows = () => document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth

/** How an element and what is around it is outlined, shadowed and bordered. Runs in the page. */
export function outlineOf(element: Element): string {
  const looks: string[] = []
  for (let each: Element | null = element; each !== null && each !== document.body && looks.length < 16; each = each.parentElement) {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } = getComputedStyle(each)
    looks.push(outlineStyle === 'none' ? 'none' : `${outlineWidth} ${outlineColor}`, boxShadow, borderColor, getComputedStyle(each, '::after').backgroundColor)
  }
  return looks.join(' | ')
}

/** Takes the focus from an element. Runs in the page. */
export const blurred = (element: HTMLElement | SVGElement): void => { element.blur() }

/** How many things move for longer than a moment. Runs in the page. */
export const movements = (): number => document.getAnimations().filter((animation) => Number(animation.effect?.getComputedTiming().duration ?? 0) > 1).length

/** Whether an element or something within it has the focus. Runs in the page. */
export const hasFocus = (element: Element): boolean => element.contains(document.activeElement)
