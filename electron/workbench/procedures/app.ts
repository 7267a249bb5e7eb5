import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'

export const appProcedures = ({ app }: Base, workbench: Workbench) => app.router({
  state: app.state.handler(({ context }) => workbench.state(context.session)),
  health: app.health.handler(() => workbench.health()),
  watch: app.watch.handler(({ context, signal }) => workbench.watchState(context.session, signal)),
  changeSettings: app.changeSettings.handler(({ context, input }) => workbench.workspace(context.session.workspace).changeSettings(input)),
  resetSettings: app.resetSettings.handler(({ context }) => workbench.workspace(context.session.workspace).changeSettings(null)),
  unlock: app.unlock.handler(async ({ input }) => {
    const state = await workbench.vault.unlock(input.passphrase)
    workbench.stateChanged()
    return state
  }),
  keepInMemory: app.keepInMemory.handler(() => {
    const state = workbench.vault.keepInMemory()
    workbench.stateChanged()
    return state
  }),
})
