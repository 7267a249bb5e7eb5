import type { ModelState } from '../../shared/model/model.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { allowEndpoint, forbidEndpoint, modelState, saveKey, type SetupRooms } from '../models/setup.ts'

/** The language model of a workspace: how it is set up, what it may be sent, and the line to it. `changed` is told when its state is another. */
export class WorkspaceModel {
  readonly #rooms: SetupRooms
  readonly #settings: () => Settings['model']
  readonly #changed: () => void

  constructor(rooms: SetupRooms, settings: () => Settings['model'], changed: () => void) {
    this.#rooms = rooms
    this.#settings = settings
    this.#changed = changed
  }

  get state(): ModelState {
    return modelState(this.#settings(), this.#rooms)
  }

  saveKey(key: string | null): ModelState {
    return this.#after(() => { saveKey(this.#settings(), key, this.#rooms) })
  }

  allow(endpoint: string): ModelState {
    return this.#after(() => { allowEndpoint(this.#settings(), endpoint, this.#rooms) })
  }

  forbid(): ModelState {
    return this.#after(() => { forbidEndpoint(this.#settings(), this.#rooms) })
  }

  #after(change: () => void): ModelState {
    change()
    this.#changed()
    return this.state
  }
}
