import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { useApp } from '../state/app.ts'

/** Draws the window in the theme of the settings, as soon as they are known and whenever they change. */
export function SchemeFromSettings() {
  const theme = useApp(({ app }) => app?.settings.appearance.theme ?? null)
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (theme !== null) setColorScheme(theme === 'system' ? 'auto' : theme)
  }, [theme, setColorScheme])
  return null
}
