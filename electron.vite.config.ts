import { basename, dirname, join, relative, resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { entries } from './electron/shell/entries.ts'
import pages from './vite.config.ts'

const root = import.meta.dirname
/** Tests build into a folder of their own. */
const out = join(root, process.env.QUAESTOR_OUT ?? 'out')
const started = /new URL\('(\.{1,2}\/[^']+\.(?:worker|child)\.ts)', import\.meta\.url\)/g

/** Points the places that start a process or a thread at the file that the build makes of it: all of them lie side by side. */
const startedEntries: Plugin = {
  name: 'started-entries',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(join(root, 'electron'))) return undefined
    return code.replaceAll(started, (_, path: string) => {
      const file = relative(root, resolve(dirname(id), path)).replaceAll('\\', '/')
      const name = Object.keys(entries).find((key) => entries[key] === file)
      if (name === undefined) this.error(`${basename(id)} starts ${file}, which is not in electron/shell/entries.ts.`)
      return `new URL('./${name}.js', import.meta.url)`
    })
  },
}

const paths = (files: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(root, file)]))

/** The desktop app: the main side with every child and worker, the preload as the one CommonJS file that the sandbox takes, and the interface. */
export default defineConfig({
  main: {
    plugins: [startedEntries],
    build: { outDir: join(out, 'main'), target: 'node24', reportCompressedSize: false, rolldownOptions: { input: paths(entries), output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } } },
  },
  preload: {
    build: { outDir: join(out, 'preload'), reportCompressedSize: false, rolldownOptions: { input: paths({ preload: 'electron/shell/preload.ts' }), output: { format: 'cjs', entryFileNames: '[name].cjs' } } },
  },
  renderer: {
    ...pages,
    root: join(root, 'renderer'),
    build: { ...pages.build, outDir: join(out, 'renderer'), rolldownOptions: { ...pages.build?.rolldownOptions, input: join(root, 'renderer', 'index.html') } },
  },
})
