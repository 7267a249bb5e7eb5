import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { overId, theme, tokens } from './theme.ts'
import { styleNonce } from './nonce.ts'

/** Colours, type and components for everything inside, and the place where menus, dialogs and tooltips stand. The scheme follows the system until `SchemeFromSettings` says otherwise. */
export function Skin({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={tokens} defaultColorScheme="auto" getStyleNonce={() => styleNonce}>
      {children}
      <section id={overId} aria-label="Over the window" />
    </MantineProvider>
  )
}
