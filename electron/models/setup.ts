import { Failure } from '../../shared/model/failure.ts'
import { endpointSet, isLocalEndpoint, type ModelState } from '../../shared/model/model.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { dropKey, isPermitted, permit, putSealedKey, sealedKey, withdrawPermits } from '../store/model-endpoints.ts'
import type { Sealer } from '../store/sealer.ts'
import type { Store } from '../store/store.ts'

/** Whose model it is, and where its key is sealed. */
export type SetupRooms = { store: Store; vault: Sealer; workspace: string; clock: () => Date }

/** What a permission covers. The number rises when a newer version would send more, so that a person is asked again. */
const extentOf = ({ comments }: Settings['model']): string => (comments ? 'names and comments 1' : 'names 1')

/** A sealed key opens for its own endpoint alone: its name says whose it is. */
const keyName = (workspace: string, endpoint: string): string => `model key ${JSON.stringify([workspace, endpoint])}`

/** The model as it is set up, without anything secret. */
export function modelState(settings: Settings['model'], { store, workspace }: Pick<SetupRooms, 'store' | 'workspace'>): ModelState {
  const endpoint = endpointSet(settings)
  return {
    on: settings.on, endpoint, name: settings.name,
    hasKey: endpoint !== null && sealedKey(store, workspace, endpoint) !== undefined,
    allowed: endpoint !== null && isPermitted(store, workspace, endpoint, extentOf(settings)),
    local: endpoint !== null && isLocalEndpoint(endpoint),
  }
}

/** Keeps a key for the endpoint that is set now, or removes it. Fails with SETTING_INVALID when none is set, and with VAULT_LOCKED. */
export function saveKey(settings: Settings['model'], key: string | null, { store, vault, workspace }: SetupRooms): void {
  const endpoint = requireEndpoint(settings)
  if (key === null) dropKey(store, workspace, endpoint)
  else putSealedKey(store, workspace, endpoint, vault.seal(keyName(workspace, endpoint), key))
}

/** The key for an endpoint in the clear; null when none is kept. Fails with VAULT_LOCKED. */
export function keyFor(endpoint: string, { store, vault, workspace }: SetupRooms): string | null {
  const sealed = sealedKey(store, workspace, endpoint)
  return sealed === undefined ? null : vault.open(keyName(workspace, endpoint), sealed)
}

/** Notes that a person said yes to sending what the settings name to `endpoint`. Fails with SETTING_INVALID when that is not the one that is set. */
export function allowEndpoint(settings: Settings['model'], endpoint: string, { store, workspace, clock }: SetupRooms): void {
  if (endpointSet(settings) !== endpoint) {
    throw new Failure('SETTING_INVALID', 'The address of the model was changed meanwhile.', { hint: 'Look again at what would be sent, then allow it.', detail: { setting: 'model.baseUrl' } })
  }
  permit(store, workspace, endpoint, extentOf(settings), clock())
}

/** Takes back what was allowed for the endpoint that is set, to any extent. */
export function forbidEndpoint(settings: Settings['model'], { store, workspace }: SetupRooms): void {
  const endpoint = endpointSet(settings)
  if (endpoint !== null) withdrawPermits(store, workspace, endpoint)
}

/** Fails with SETTING_INVALID when no address is set. */
export function requireEndpoint(settings: Settings['model']): string {
  const endpoint = endpointSet(settings)
  if (endpoint === null) throw new Failure('SETTING_INVALID', 'The address of the model is missing.', { hint: 'Enter its address first, such as http://127.0.0.1:11434/v1.', detail: { setting: 'model.baseUrl' } })
  return endpoint
}
