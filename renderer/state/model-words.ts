import type { ModelState } from '../../shared/model/model.ts'

/** How far a model is from being asked: `unfinished` lacks an address or a name, `waiting` lacks the yes of a person. */
export type ModelStanding = 'off' | 'unfinished' | 'waiting' | 'allowed'

export function modelStanding({ on, endpoint, name, allowed }: ModelState): ModelStanding {
  if (!on) return 'off'
  if (endpoint === null || name === '') return 'unfinished'
  return allowed ? 'allowed' : 'waiting'
}

/** The host of an address, with its port where it is not the usual one: "api.openai.com", "127.0.0.1:11434". */
export const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address)

/** Where a model is, in a sentence: "api.openai.com", or "a model on this machine". */
export const modelPlace = ({ endpoint, local }: Pick<ModelState, 'endpoint' | 'local'>): string => (local ? 'a model on this machine' : hostOf(endpoint ?? ''))

/** Who answers, for the status bar. */
export function engineText(model: ModelState | null): string {
  switch (model === null ? 'off' : modelStanding(model)) {
    case 'off': return 'Offline engine'
    case 'unfinished': return 'Offline engine, no model is set up'
    case 'waiting': return `Offline engine, ${model?.name ?? ''} is not allowed yet`
    case 'allowed': return `Model: ${model?.name ?? ''}`
  }
}

type Leaving = {
  model: ModelState | null
  /** Whether the schema's comments may be sent to the model. */
  comments: boolean
  /** Whether the open database is a server. */
  server: boolean
}

/** What leaves this machine, for the status bar: the furthest that anything goes. */
export function leavingText({ model, comments, server }: Leaving): string {
  if (model !== null && modelStanding(model) === 'allowed') return `${comments ? 'Questions, table names and comments' : 'Questions and table names'} go to ${modelPlace(model)}`
  return server ? 'Only SQL is sent, to the database' : 'Nothing leaves this machine'
}
