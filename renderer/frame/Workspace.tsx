import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels'
import { Inspector } from '../answer/Inspector.tsx'
import { CatalogPanel } from '../catalog/CatalogPanel.tsx'
import { DatabasePicker } from '../sources/DatabasePicker.tsx'
import { useContextState } from '../state/context.ts'
import { useWindow } from '../state/window.ts'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { Overlay } from './Overlay.tsx'
import { panelLimits, rememberedPanels, rememberPanels } from './panel-sizes.ts'
import { ScreenHost } from './ScreenHost.tsx'
import { useRoom } from './use-room.ts'
import style from './Workspace.module.css'

/** The side panel, the screen and the inspector: beside each other where there is room, over each other where there is not. */
export function Workspace() {
  const { side, inspector, screen } = useWindow()
  const room = useRoom()
  const sidePanel = usePanelRef()
  const inspectorPanel = usePanelRef()
  const withInspector = inspector && screen === 'ask'
  const sizes = rememberedPanels(localStorage)
  const remember = (): void => {
    rememberPanels(localStorage, {
      ...(sidePanel.current === null ? {} : { side: sidePanel.current.getSize().inPixels }), ...(inspectorPanel.current === null ? {} : { inspector: inspectorPanel.current.getSize().inPixels }),
    })
  }
  return (
    <main className={style.workspace}>
      <Group className={style.group} orientation="horizontal" onLayoutChanged={(_, { isUserInteraction }) => { if (isUserInteraction) remember() }}>
        {side && room.side && (
          <>
            <Panel id="side" panelRef={sidePanel} className={style.side} defaultSize={sizes.side} minSize={panelLimits.side.least} maxSize={panelLimits.side.most} groupResizeBehavior="preserve-pixel-size"><SidePanel /></Panel>
            <Separator className={style.separator} aria-label="Width of the side panel" />
          </>
        )}
        <Panel id="main" className={style.main} minSize={room.side ? panelLimits.main : 0}><ScreenHost screen={screen} /></Panel>
        {withInspector && room.inspector && (
          <>
            <Separator className={style.separator} aria-label="Width of the inspector" />
            <Panel id="inspector" panelRef={inspectorPanel} className={style.inspector} defaultSize={sizes.inspector} minSize={panelLimits.inspector.least} maxSize={panelLimits.inspector.most} groupResizeBehavior="preserve-pixel-size"><InspectorPanel /></Panel>
          </>
        )}
      </Group>
      {side && !room.side && <Overlay edge="left" label="side panel" width={sizes.side} onClose={() => { useWindow.setState({ side: false }) }}><SidePanel /></Overlay>}
      {withInspector && !room.inspector && <Overlay edge="right" label="inspector" width={sizes.inspector} onClose={() => { useWindow.setState({ inspector: false }) }}><InspectorPanel /></Overlay>}
    </main>
  )
}

function SidePanel() {
  const placed = useContextState(({ context }) => context !== null)
  return <section className={style.sideBody} aria-label="Database">{placed ? <><DatabasePicker /><CatalogPanel /></> : <SkeletonRows rows={8} label="Starting" />}</section>
}

function InspectorPanel() {
  const placed = useContextState(({ context }) => context !== null)
  return <section className={style.inspectorBody} aria-label="Inspector">{placed && <Inspector />}</section>
}
