import dark from '../../../resources/themes/chart-dark.json' with { type: 'json' }
import light from '../../../resources/themes/chart-light.json' with { type: 'json' }

export type Scheme = 'light' | 'dark'

/** How charts look, and the paper that a saved picture stands on. */
export const chartThemes: Record<Scheme, { config: object; paper: string }> = { light: { config: light, paper: '#FFFFFF' }, dark: { config: dark, paper: '#1B1C1A' } }
