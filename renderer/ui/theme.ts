import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple, type VariantColorsResolver } from '@mantine/core'
import modal from './modal.module.css'

/** Mantine wants ten shades; the interface itself is coloured by tokens.css alone. */
const ledger: MantineColorsTuple = ['#e4f0eb', '#cfe5dc', '#a9d0c2', '#80bba6', '#56b497', '#3a977b', '#237660', '#17614e', '#124f40', '#0d3b30']
/** Mantine's neutrals, as warm as ours. */
const gray: MantineColorsTuple = ['#f6f6f3', '#f0f0ec', '#e3e4de', '#d9dad3', '#cfd0c9', '#9a9b93', '#6b6c65', '#55564f', '#2b2d29', '#1c1d1a']
const dark: MantineColorsTuple = ['#edeee8', '#b4b5ad', '#9a9b93', '#6b6c65', '#3d403a', '#2b2d29', '#1b1c1a', '#171816', '#141513', '#0f100e']
/** The page itself never scrolls, and locking it would need a style of its own. */
const still = { lockScroll: false, transitionProps: { duration: 100 } }

/** Filled means our accent, whose ink differs between light and dark; Mantine would count it from one shade for both. */
const colours: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input)
  const isAccent = input.variant === 'filled' && (input.color === undefined || input.color === '' || input.color === 'ledger')
  return isAccent ? { ...usual, background: 'var(--accent)', hover: 'var(--accent-hover)', color: 'var(--accent-ink)', hoverColor: 'var(--accent-ink)' } : usual
}

/** What floats is drawn in an element of its own, so that it lies within a landmark of the page. */
export const overId = 'over'

export const theme = createTheme({
  primaryColor: 'ledger', colors: { ledger, gray, dark }, primaryShade: { light: 7, dark: 4 }, autoContrast: true, variantColorResolver: colours,
  fontFamily: 'var(--font)', fontFamilyMonospace: 'var(--mono)', headings: { fontFamily: 'var(--font)', fontWeight: '620' },
  fontSizes: { xs: '11.5px', sm: '12px', md: '13px', lg: '14px', xl: '16px' }, lineHeights: { md: '1.45' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' }, defaultRadius: 'md', cursorType: 'pointer', respectReducedMotion: true,
  components: {
    // Mantine works out the colour of a filled button from the light shade alone.
    Button: { defaultProps: { size: 'xs', fw: 550 }, vars: (_theme: unknown, { variant = 'filled', color }: { variant?: string; color?: string }) => ({ root: variant === 'filled' && color === undefined ? { '--button-color': 'var(--accent-ink)' } : {} }) },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 26 } },
    TextInput: { defaultProps: { size: 'xs' } }, PasswordInput: { defaultProps: { size: 'xs' } }, NumberInput: { defaultProps: { size: 'xs' } }, Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false } }, NativeSelect: { defaultProps: { size: 'xs' } }, Autocomplete: { defaultProps: { size: 'xs' } }, Checkbox: { defaultProps: { size: 'xs' } }, Switch: { defaultProps: { size: 'xs' } }, SegmentedControl: { defaultProps: { size: 'xs' } },
    InputWrapper: {
      vars: () => ({ label: { '--input-label-size': '12px' }, error: { '--input-error-size': '12px' }, description: { '--input-description-size': '12px' } }),
      styles: { label: { color: 'var(--ink-2)', fontWeight: 500, marginBottom: 3 } },
    },
    Modal: { defaultProps: { ...still, centered: true, radius: 'lg', overlayProps: { color: 'var(--scrim)', backgroundOpacity: 1 } }, classNames: { header: modal.header, title: modal.title, body: modal.body, close: modal.close } }, ModalRoot: { defaultProps: { ...still, radius: 'lg' } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }, Portal: { defaultProps: { target: `#${overId}` } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } }, Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 450, transitionProps: { duration: 80 } } },
  },
})

/** Puts the tokens under Mantine's own variables, so that both speak of the same colours. */
export const tokens: CSSVariablesResolver = () => {
  const variables = {
    '--mantine-color-body': 'var(--surface)', '--mantine-color-text': 'var(--ink)', '--mantine-color-dimmed': 'var(--ink-3)', '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-default': 'var(--surface)', '--mantine-color-default-hover': 'var(--sunken)', '--mantine-color-default-border': 'var(--line-strong)', '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-disabled': 'var(--sunken)', '--mantine-color-disabled-color': 'var(--ink-3)', '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-color-error': 'var(--danger)', '--mantine-shadow-md': 'var(--shadow)', '--mantine-color-anchor': 'var(--accent)',
    '--mantine-primary-color-filled': 'var(--accent)', '--mantine-primary-color-filled-hover': 'var(--accent-hover)', '--mantine-primary-color-contrast': 'var(--accent-ink)',
    '--mantine-primary-color-light': 'var(--accent-soft)', '--mantine-primary-color-light-color': 'var(--accent)',
  }
  return { variables: {}, light: variables, dark: variables }
}
