import { parentPort, workerData } from 'node:worker_threads'
import type { Call, Reply } from './calls.ts'
import { asFailure } from './faults.ts'
import { Keeper } from './keeper.ts'

/** The worker of the result store: `workerData` is its scratch folder; it says `ready`, then answers calls. */
const port = parentPort
if (port === null) throw new Error('results.worker.ts runs as a worker only')
const keeper = await Keeper.open(String(workerData))

const answer = (call: Call): Promise<unknown> => {
  switch (call.name) {
    case 'begin': return keeper.begin(...call.args)
    case 'append': return keeper.append(...call.args)
    case 'finish': return keeper.finish(...call.args)
    case 'page': return keeper.page(...call.args)
    case 'totals': return keeper.totals(...call.args)
    case 'drop': return keeper.drop(...call.args)
    case 'close': return keeper.close()
  }
}

port.on('message', (call: Call) => {
  answer(call).then(
    (value): Reply => ({ number: call.number, value }),
    (cause: unknown): Reply => ({ number: call.number, failure: asFailure(cause).facts() }),
  ).then((reply) => { port.postMessage(reply) }, (cause: unknown) => { throw asFailure(cause) })
})
port.postMessage('ready')
