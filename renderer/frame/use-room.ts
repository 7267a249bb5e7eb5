import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { useWindow } from '../state/window.ts'
import { rememberedPanels, rememberPanels } from './panel-sizes.ts'

type Panel = 'side' | 'inspector'

/** Which panels have room beside the screen. One without room is closed until someone opens it; when there is room again it is as it was wanted. */
export function useRoom(): Record<Panel, boolean> {
  const side = useMediaQuery('(min-width: 820px)', undefined, { getInitialValueInEffect: false })
  const inspector = useMediaQuery('(min-width: 1160px)', undefined, { getInitialValueInEffect: false })
  useWanted('side', side)
  useWanted('inspector', inspector)
  return { side, inspector }
}

function useWanted(panel: Panel, room: boolean): void {
  const shown = useWindow((state) => state[panel])
  const before = useRef<boolean | null>(null)
  useEffect(() => {
    if (before.current !== room) {
      before.current = room
      const remembered = rememberedPanels(localStorage)
      useWindow.setState({ [panel]: room && remembered[panel === 'side' ? 'showSide' : 'showInspector'] })
    } else if (room) {
      rememberPanels(localStorage, panel === 'side' ? { showSide: shown } : { showInspector: shown })
    }
  }, [panel, room, shown])
}
