import { spawn } from 'node:child_process'

type Command = { command: string; args: string[] }

/**
 * The command that shows a link in the user's browser, or null where nobody sits in front of a screen or QUAESTOR_OPEN=no.
 * The link is an argument of its own and goes through no shell.
 */
export function browserCommand(link: string, env: Record<string, string | undefined>, platform: NodeJS.Platform): Command | null {
  if (env.QUAESTOR_OPEN === 'no' || env.CI !== undefined || env.SSH_CONNECTION !== undefined) return null
  switch (platform) {
    case 'darwin': return { command: 'open', args: [link] }
    case 'win32': return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', link] }
    default: return env.DISPLAY || env.WAYLAND_DISPLAY ? { command: 'xdg-open', args: [link] } : null
  }
}

/** Shows a link in the user's browser where there is one; the link is printed too, so nothing is lost when that fails. */
export function openBrowser(link: string): void {
  const found = browserCommand(link, process.env, process.platform)
  if (found === null) return
  const child = spawn(found.command, found.args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
