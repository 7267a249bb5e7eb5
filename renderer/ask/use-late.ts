import { useEffect, useState } from 'react'

/** False at first, and true once `afterMs` have passed for the same `what`. */
export function useLate(afterMs: number, what: string): boolean {
  const [late, setLate] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => { setLate(what) }, afterMs)
    return () => { clearTimeout(timer) }
  }, [afterMs, what])
  return late === what
}
