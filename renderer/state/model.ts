import type { ModelState } from '../../shared/model/model.ts'
import { client } from '../api/client.ts'
import { changeSettings, useApp } from './app.ts'
import { modelStanding } from './model-words.ts'
import { showDialog, showModelSettings } from './window.ts'

/** Null until the engine has said how the app is. */
export const useModel = (): ModelState | null => useApp(({ app }) => app?.model ?? null)

export const modelNow = (): ModelState | null => useApp.getState().app?.model ?? null

/** Asks for the yes of a person where the settings want a model that nothing may be sent to yet. Call after a change of them. */
export async function askToAllow(): Promise<void> {
  const { model } = await client.app.state()
  if (modelStanding(model) === 'waiting') showDialog({ kind: 'outgoing' })
}

/** Turns the model on or off. What is missing before it can be asked is asked for. */
export async function turnModel(on: boolean): Promise<void> {
  await changeSettings({ model: { on } })
  if (!on) return
  const { model } = await client.app.state()
  if (modelStanding(model) === 'unfinished') showModelSettings()
  else if (modelStanding(model) === 'waiting') showDialog({ kind: 'outgoing' })
}
