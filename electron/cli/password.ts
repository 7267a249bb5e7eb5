import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Asks on the terminal without showing what is typed. The prompt goes to stderr, so that stdout stays the answer alone. */
export async function askPassword(prompt: string, input: NodeJS.ReadableStream = process.stdin, output: NodeJS.WritableStream = process.stderr): Promise<string> {
  output.write(prompt)
  const silent = new Writable({ write: (_chunk, _encoding, done) => { done() } })
  const lines = createInterface({ input, output: silent, terminal: true })
  try {
    return await new Promise((answer) => {
      lines.once('line', answer)
      lines.once('close', () => { answer('') })
    })
  } finally {
    lines.close()
    output.write('\n')
  }
}
