/**
 * Who may import whom. A room may import only rooms named before it in its chain, and never a sibling host.
 * dependency-cruiser reads this table (`npm run check:layout`) and tests/layout/rooms.test.ts tries to break it.
 */
export const mainChain = [
  'shared', 'store', 'config', 'audit', 'vault', 'access', 'guard', 'sources', 'results', 'catalog', 'context', 'terms', 'plan',
  'language', 'models', 'charts', 'answers', 'agents', 'reader', 'dashboards', 'team', 'workbench', 'hosting',
]
export const hosts = ['shell', 'web', 'cli', 'mcp']
/** The interface: what everything there is made of, then what the window knows, then its features, then the frame that holds them. */
export const rendererChain = ['ui', 'api', 'state', 'answer', 'glossary', 'catalog', 'sources', 'ask', 'history', 'settings', 'frame']

const folder = (room) => (room === 'shared' ? '^shared/' : `^electron/${room}/`)

/** One dependency-cruiser rule per room: everything to its right is forbidden. */
export const importRules = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true },
  },
  {
    name: 'shared-imports-nothing', severity: 'error', from: { path: '^shared/' },
    to: { path: '^(electron|renderer|tests|scripts)/|^node:', dependencyTypesNot: ['type-only'] },
  },
  ...mainChain.map((room, at) => ({
    name: `${room}-imports-left-only`, severity: 'error', from: { path: folder(room) },
    to: { path: [...mainChain.slice(at + 1), ...hosts].map(folder) },
  })),
  ...hosts.map((host) => ({
    name: `${host}-imports-no-sibling`, severity: 'error', from: { path: folder(host) },
    to: { path: hosts.filter((other) => other !== host).map(folder) },
  })),
  ...rendererChain.map((room, at) => ({
    name: `renderer-${room}-imports-left-only`, severity: 'error', from: { path: `^renderer/${room}/` },
    to: { path: [...rendererChain.slice(at + 1).map((right) => `^renderer/${right}/`), '^renderer/main\\.tsx$'] },
  })),
  { name: 'main-not-renderer', severity: 'error', from: { path: '^electron/' }, to: { path: '^renderer/' } },
  { name: 'renderer-not-main', severity: 'error', from: { path: '^renderer/' }, to: { path: '^electron/' } },
  { name: 'product-not-tests', severity: 'error', from: { path: '^(electron|shared|renderer|resources)/' }, to: { path: '^tests/' } },
  { name: 'only-shell-imports-electron', severity: 'error', from: { pathNot: '^electron/shell/' }, to: { path: '(^|/)node_modules/electron/', dependencyTypesNot: ['type-only'] } },
]
