import { parentPort } from 'node:worker_threads'
import { Failure } from '../../shared/model/failure.ts'
import type { Reader } from '../agents/reader.ts'
import type { Call, Reply, SentRefusal } from './calls.ts'
import { asFailure } from './faults.ts'
import { Shelf } from './shelf.ts'

/** The thread that reads questions: it opens and closes databases and answers calls about them, in the order they come. */
const port = parentPort
if (port === null) throw new Error('reader.worker.ts runs as a worker only')
const shelf = new Shelf()

async function answer(call: Exclude<Call, { name: 'open' | 'close' }>): Promise<unknown> {
  const reader = shelf.reader(call.book)
  switch (call.name) {
    case 'understand': return reader.understand(...call.args as Parameters<Reader['understand']>)
    case 'complete': return reader.complete(...call.args as Parameters<Reader['complete']>)
    case 'suggest': return reader.suggest(...call.args as Parameters<Reader['suggest']>)
    case 'followUp': {
      const found = await reader.followUp(...call.args as Parameters<Reader['followUp']>)
      return found?.kind === 'refused' ? { ...found, failure: found.failure.facts() } satisfies SentRefusal : found
    }
  }
}

port.on('message', (call: Call) => {
  if (call.name === 'open') shelf.open(call.book, call.lore)
  else if (call.name === 'close') shelf.close(call.book)
  else {
    answer(call).then(
      (value): Reply => ({ number: call.number, value }),
      (cause: unknown): Reply => ({ number: call.number, failure: (cause instanceof Failure ? cause : asFailure(cause)).facts() }),
    ).then((reply) => { port.postMessage(reply) }, (cause: unknown) => { throw asFailure(cause) })
  }
})
