import type { Unit, Dialect, ValueType } from '../../shared/model/value.ts'
import type { Parameter } from '../guard/guarded.ts'

/** A column that the statement yields, in order. `part` tells asked-for columns from context. */
export type CompiledColumn = { id: string; label: string; part: 'show' | 'context'; type: ValueType | null; unit?: Unit }

/** A plan as one statement. The same plan and catalog always give the same bytes. */
export type Compiled = { sql: string; parameters: Parameter[]; columns: CompiledColumn[]; tables: string[]; dialect: Dialect }
