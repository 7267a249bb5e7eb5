import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'
import { notYet } from './not-yet.ts'

export const termsProcedures = ({ terms }: Base, _workbench: Workbench) => terms.router({
  list: terms.list.handler(notYet),
  check: terms.check.handler(notYet),
  save: terms.save.handler(notYet),
  remove: terms.remove.handler(notYet),
})
