import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { askPassword } from '../../../electron/cli/password.ts'

function terminal() {
  const input = new PassThrough()
  const output = new PassThrough()
  return { input, output, shown: () => String(output.read() ?? '') }
}

it('takes a line and shows nothing of it', async () => {
  const { input, output, shown } = terminal()
  const asked = askPassword('Password: ', input, output, new AbortController().signal)
  input.write('pass word\r')
  await expect(asked).resolves.toBe('pass word')
  expect(shown()).toBe('Password: \n')
})

it('is cancelled by Ctrl-C, which arrives as a character, and by the signal', async () => {
  const { input, output } = terminal()
  const asked = askPassword('Password: ', input, output, new AbortController().signal)
  input.write('se\u0003')
  await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' })
  const cancel = new AbortController()
  const again = askPassword('Password: ', new PassThrough(), output, cancel.signal)
  cancel.abort()
  await expect(again).rejects.toMatchObject({ code: 'CANCELLED' })
})

it('is empty when the input ends', async () => {
  const { input, output } = terminal()
  const asked = askPassword('Password: ', input, output, new AbortController().signal)
  input.end()
  await expect(asked).resolves.toBe('')
})
