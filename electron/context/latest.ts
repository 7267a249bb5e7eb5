import { setTimeout as pause } from 'node:timers/promises'
import { Change, following } from './follow.ts'

/** Values that come faster than this are skipped, the last one never. */
const paceMs = 50

/** A value that changes, and those who follow it: each sees it at once and then as it is after each change. */
export class Latest<Value> {
  readonly #changed = new Change()
  #value: Value
  #version = 0
  #watchers = 0

  constructor(value: Value) {
    this.#value = value
  }

  get value(): Value {
    return this.#value
  }

  get watched(): boolean {
    return this.#watchers > 0
  }

  set(value: Value): void {
    this.#value = value
    this.#version += 1
    this.#changed.happened()
  }

  watch(signal?: AbortSignal): AsyncGenerator<Value, void> {
    return following(signal, (stop) => this.#follow(stop))
  }

  async *#follow(stop: AbortSignal): AsyncGenerator<Value, void> {
    this.#watchers += 1
    try {
      for (let seen = -1; !stop.aborted;) {
        if (seen === this.#version) {
          await this.#changed.next(stop)
          continue
        }
        if (seen >= 0) await pause(paceMs, undefined, { signal: stop }).catch(() => undefined)
        if (stop.aborted) return
        seen = this.#version
        yield this.#value
      }
    } finally {
      this.#watchers -= 1
    }
  }
}
