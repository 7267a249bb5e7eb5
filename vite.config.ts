import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { noncePlaceholder } from './electron/hosting/page-files.ts'

/** Libraries that change seldom and are needed at different times each have a file of their own. */
const chunks = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'interface', test: /node_modules\/(@mantine|@floating-ui|lucide-react)\// },
  { name: 'grid', test: /node_modules\/ag-grid-/ },
  { name: 'editor', test: /node_modules\/(@codemirror|codemirror|@lezer)\// },
  { name: 'charts', test: /node_modules\/(vega|d3-)/ },
]

/** The interface as a page: every script, style and font is a file of its own, so that the page's policy needs no exception. */
export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react()],
  html: { cspNonce: noncePlaceholder },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
})
