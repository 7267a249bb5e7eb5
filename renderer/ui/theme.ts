import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** Mantine wants ten shades; the interface itself is coloured by tokens.css alone. */
const ledger: MantineColorsTuple = ['#e4f0eb', '#cfe5dc', '#a9d0c2', '#80bba6', '#56b497', '#3a977b', '#237660', '#17614e', '#124f40', '#0d3b30']

export const theme = createTheme({
  primaryColor: 'ledger', colors: { ledger }, primaryShade: { light: 7, dark: 4 }, autoContrast: true,
  fontFamily: 'var(--font)', fontFamilyMonospace: 'var(--mono)', headings: { fontFamily: 'var(--font)', fontWeight: '620' },
  fontSizes: { xs: '11.5px', sm: '12px', md: '13px', lg: '14px', xl: '16px' }, lineHeights: { md: '1.45' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' }, defaultRadius: 'md', cursorType: 'pointer', respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs', fw: 550 } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 26 } },
    TextInput: { defaultProps: { size: 'xs' } }, PasswordInput: { defaultProps: { size: 'xs' } }, NumberInput: { defaultProps: { size: 'xs' } }, Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false } }, Autocomplete: { defaultProps: { size: 'xs' } }, Checkbox: { defaultProps: { size: 'xs' } }, Switch: { defaultProps: { size: 'xs' } }, SegmentedControl: { defaultProps: { size: 'xs' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { color: 'var(--scrim)', backgroundOpacity: 1 }, transitionProps: { duration: 100 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } }, Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 450, transitionProps: { duration: 80 } } },
  },
})

/** Puts the tokens under Mantine's own variables, so that both speak of the same colours. */
export const tokens: CSSVariablesResolver = () => {
  const variables = {
    '--mantine-color-body': 'var(--surface)', '--mantine-color-text': 'var(--ink)', '--mantine-color-dimmed': 'var(--ink-3)', '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-default': 'var(--surface)', '--mantine-color-default-hover': 'var(--sunken)', '--mantine-color-default-border': 'var(--line-strong)', '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-error': 'var(--danger)', '--mantine-shadow-md': 'var(--shadow)', '--mantine-color-anchor': 'var(--accent)',
    '--mantine-primary-color-filled': 'var(--accent)', '--mantine-primary-color-filled-hover': 'var(--accent-hover)', '--mantine-primary-color-contrast': 'var(--accent-ink)',
    '--mantine-primary-color-light': 'var(--accent-soft)', '--mantine-primary-color-light-color': 'var(--accent)',
  }
  return { variables: {}, light: variables, dark: variables }
}
