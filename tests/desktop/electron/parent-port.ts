import { EventEmitter } from 'node:events'
import { Socket } from 'node:net'
import { receiveOver, sendOver } from './pipe.ts'

/** Stands for what Electron puts into a utility process: a port to the parent that keeps messages until someone listens. Nothing else reaches the child. */
class ParentPort extends EventEmitter {
  readonly #pipe = new Socket({ fd: 3 })

  constructor() {
    super()
    this.once('newListener', () => {
      receiveOver(this.#pipe, (data) => this.emit('message', { data, ports: [] }))
    })
    this.#pipe.on('close', () => process.exit(0))
  }

  postMessage(message: unknown): void {
    sendOver(this.#pipe, message)
  }
}

Object.assign(process, { parentPort: new ParentPort() })
