import type { Catalog } from '../../shared/model/catalog.ts'
import type { Plan } from '../../shared/model/plan.ts'

export function checkPlan(_plan: Plan, _catalog: Catalog): void {}
