import { benchDiscovery } from './discovery.ts'
import { benchEngine } from './engine.ts'
import { benchLarge } from './large.ts'
import { benchRows } from './rows.ts'
import { benchWindow } from './window.ts'
import { startMaria } from '../fixtures/maria.ts'

const print = (line: string): void => { process.stdout.write(`${line}\n`) }

print('Ratios against references measured in the same run; medians.')
await benchEngine(print)
await benchLarge(print)
const maria = await startMaria({ extra: ['--table-definition-cache=4000', '--table-open-cache=4000'] })
try {
  await benchDiscovery(maria, print)
  await benchRows(maria, print)
  await benchWindow(maria, print)
} finally {
  await maria.stop()
}
