/** Colours the page before anything is drawn, as Mantine will do once it runs: the scheme it remembers, or else the system's. */
export function colourAtOnce(): void {
  const remembered = localStorage.getItem('mantine-color-scheme-value')
  const dark = remembered === 'dark' || (remembered !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
}
