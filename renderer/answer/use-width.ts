import { useCallback, useRef, useState } from 'react'

const settleMs = 60

/** The inner width of an element in whole pixels, 0 until it is known; follows it, but not every step of a drag. */
export function useWidth(): [(element: HTMLElement | null) => void, number] {
  const [width, setWidth] = useState(0)
  const observer = useRef<ResizeObserver | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const follow = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect()
    clearTimeout(timer.current)
    if (element === null) return
    const measure = (): number => {
      const { paddingLeft, paddingRight } = getComputedStyle(element)
      return Math.max(0, Math.floor(element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)))
    }
    setWidth(measure())
    observer.current = new ResizeObserver(() => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => { setWidth(measure()) }, settleMs)
    })
    observer.current.observe(element)
  }, [])
  return [follow, width]
}
