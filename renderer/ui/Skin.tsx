import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { theme, tokens } from './theme.ts'
import { styleNonce } from './nonce.ts'

/** Colours, type and components for everything inside. The scheme follows the system until `SchemeFromSettings` says otherwise. */
export function Skin({ children }: { children: ReactNode }) {
  return <MantineProvider theme={theme} cssVariablesResolver={tokens} defaultColorScheme="auto" getStyleNonce={() => styleNonce}>{children}</MantineProvider>
}
