import { themeQuartz } from 'ag-grid-community'

export const rowHeight = 29
export const headerHeight = 31

/** The grid in the tokens of the interface; it changes with them. */
export const gridTheme = themeQuartz.withParams({
  browserColorScheme: 'inherit', backgroundColor: 'var(--surface)', foregroundColor: 'var(--ink)', textColor: 'var(--ink)', accentColor: 'var(--accent)', borderColor: 'var(--line)',
  fontFamily: 'inherit', fontSize: 12.5, headerFontSize: 11.5, headerFontWeight: 500, headerTextColor: 'var(--ink-3)', headerBackgroundColor: 'var(--surface)', headerCellHoverBackgroundColor: 'var(--sunken)',
  rowHeight, headerHeight, cellHorizontalPadding: 10, wrapperBorder: false, wrapperBorderRadius: 0, columnBorder: false, rowBorder: { color: 'var(--line)' }, headerRowBorder: { color: 'var(--line-strong)' },
  pinnedRowBorder: { color: 'var(--line-strong)' }, pinnedColumnBorder: { color: 'var(--line)' }, rowHoverColor: 'var(--sunken)', headerColumnResizeHandleColor: 'transparent', headerColumnResizeHandleHeight: '45%',
  tooltipBackgroundColor: 'var(--surface)', tooltipTextColor: 'var(--ink)', tooltipBorder: { color: 'var(--line-strong)' }, focusShadow: 'none', dropdownShadow: 'var(--shadow)', dragAndDropImageBackgroundColor: 'var(--surface)',
})
