import { setFlagsFromString } from 'node:v8'
import { pathToFileURL } from 'node:url'

// A utility process speaks through `parentPort`; the children of the sources speak as forked ones do. This starts such a child and stands between.

setFlagsFromString('--max-old-space-size=512')

const entry = process.argv[2]
if (entry === undefined) throw new Error('utility.child runs as a utility process with the path of a child')

const { parentPort } = process
process.send = (message: unknown) => {
  parentPort.postMessage(message)
  return true
}
// The port keeps what comes until someone listens, and by then the child does.
await import(pathToFileURL(entry).href)
parentPort.on('message', ({ data }) => { process.emit('message', data, undefined) })
