// Run inside pages by the browser, where there is a document and no Node.

/** Tells of everything that the page's policy stopped. */
export function reportViolations() {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber, columnNumber }) => { console.error(`policy: ${violatedDirective} ${blockedURI} at ${sourceFile}:${lineNumber}:${columnNumber}`) })
}

export const readCookie = () => document.cookie

/** Tries what injected markup would try, in the own page. */
export async function injectEverything() {
  const blocked: string[] = []
  document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => blocked.push(violatedDirective))
  const add = <Name extends keyof HTMLElementTagNameMap>(parent: HTMLElement, name: Name, change: (element: HTMLElementTagNameMap[Name]) => void): void => {
    const element = document.createElement(name)
    change(element)
    parent.append(element)
  }
  add(document.head, 'script', (script) => { script.textContent = 'window.hacked = 1' })
  add(document.head, 'style', (style) => { style.textContent = '#root { color: red }' })
  add(document.body, 'img', (image) => { image.src = 'https://evil.example/x.png' })
  add(document.body, 'iframe', (frame) => { frame.src = 'https://evil.example/' })
  const fetched = await fetch('https://evil.example/').then(() => 'fetched', () => 'refused')
  // Scripts that a test sends are exempt from the policy about eval; what they start later is not.
  const evaluated = await new Promise<string>((resolve) => setTimeout(() => {
    try {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that it is refused is what is tested
      resolve(String((new Function('return 1') as () => number)()))
    } catch {
      resolve('refused')
    }
  }))
  await new Promise((resolve) => setTimeout(resolve, 200))
  return { blocked: [...new Set(blocked)].sort(), hacked: 'hacked' in window, fetched, evaluated }
}

/** Tries to reach the host at `at` from the page of another origin. */
export async function reachFromElsewhere(at: string) {
  const socket = await new Promise<string>((resolve) => {
    const opened = new WebSocket(`${at.replace('http', 'ws')}/rpc?window=${crypto.randomUUID()}`)
    opened.onopen = () => { resolve('open') }
    opened.onerror = () => { resolve('refused') }
  })
  const call = await fetch(`${at}/rpc/app/state`, { method: 'POST', credentials: 'include', headers: { 'content-type': 'text/plain' }, body: '{}' }).then(() => 'answered', () => 'refused')
  // Nothing of the answer can be read, but the call would have been made.
  await fetch(`${at}/rpc/app/changeSettings`, { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{"json":{"limits":{"rows":77}}}' }).catch(() => undefined)
  const page = await fetch(at, { credentials: 'include' }).then(() => 'answered', () => 'refused')
  const script = await new Promise<string>((resolve) => {
    const element = document.createElement('script')
    element.src = `${at}/api/openapi.json`
    element.onload = () => { resolve('loaded') }
    element.onerror = () => { resolve('refused') }
    document.head.append(element)
  })
  document.body.append(Object.assign(document.createElement('iframe'), { src: at }))
  await new Promise((resolve) => setTimeout(resolve, 800))
  return { socket, call, page, script }
}

/** What the page's own host says of the settings. */
export async function readSettings() {
  const answer = await fetch('/api/app/state', { method: 'POST', headers: { 'content-type': 'application/json', 'x-quaestor-window': crypto.randomUUID() }, body: '{}' })
  return ((await answer.json()) as { settings: unknown }).settings
}
