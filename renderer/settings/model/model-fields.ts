import { endpointOf, isLocalEndpoint, modelPresets, type ModelPreset, type ModelState } from '../../../shared/model/model.ts'
import type { Settings } from '../../../shared/model/settings.ts'

/** The fields of the form as they are typed. The key is never among what was saved. */
export type ModelFields = { preset: ModelPreset; baseUrl: string; name: string; key: string }

/** What the form begins with: what is saved, or the usual address of the service. */
export function fieldsOf({ preset, baseUrl, name }: Settings['model']): ModelFields {
  return { preset, baseUrl: baseUrl === '' ? modelPresets[preset].baseUrl : baseUrl, name, key: '' }
}

/** Another service brings its own address, and neither the model nor the key of the one before. */
export function withPreset(fields: ModelFields, preset: ModelPreset): ModelFields {
  return preset === fields.preset ? fields : { preset, baseUrl: modelPresets[preset].baseUrl, name: '', key: '' }
}

export type ModelFaults = Partial<Record<'baseUrl' | 'name', string>>

/** What is wrong with the fields, each fault at its field; nothing when they can be used. A test needs no name: it finds out which there are. */
export function faultsOf({ baseUrl, name }: ModelFields, what: 'test' | 'save'): ModelFaults {
  const address = addressFault(baseUrl.trim())
  return { ...(address === null ? {} : { baseUrl: address }), ...(what === 'save' && name.trim() === '' ? { name: 'Enter the model. Test lists which there are.' } : {}) }
}

function addressFault(text: string): string | null {
  if (text === '') return 'Enter the address of the service.'
  if (endpointOf(text) !== null) return null
  if (!/^https?:\/\//i.test(text)) return 'It begins with http:// or https://.'
  if (!URL.canParse(text)) return 'This is no address. Check the host and the port.'
  const { username, password } = new URL(text)
  return username !== '' || password !== '' ? 'Without a user or password in it: the key has its own field.' : 'Without “?” or “#” and what follows.'
}

/** Whether a key is kept for the address in the form. */
export const isKeyKept = ({ baseUrl }: ModelFields, { hasKey, endpoint }: ModelState): boolean => hasKey && endpoint !== null && endpointOf(baseUrl.trim()) === endpoint

/** Whether others could read on its way what is sent to an address. */
export function isOpenToRead(baseUrl: string): boolean {
  const endpoint = endpointOf(baseUrl.trim())
  return endpoint !== null && endpoint.startsWith('http:') && !isLocalEndpoint(endpoint)
}

/** Whether saving would change anything. */
export function isChanged(fields: ModelFields, saved: Settings['model']): boolean {
  const before = fieldsOf(saved)
  return fields.preset !== before.preset || fields.baseUrl.trim() !== before.baseUrl || fields.name.trim() !== before.name || fields.key !== ''
}
