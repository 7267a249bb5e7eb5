import { registerHooks } from 'node:module'

/** Makes `import 'electron'` give the stand-in, everywhere in this process. */
const stand = new URL('./electron.ts', import.meta.url).href
registerHooks({ resolve: (specifier, context, next) => (specifier === 'electron' ? { url: stand, format: 'module-typescript', shortCircuit: true } : next(specifier, context)) })
