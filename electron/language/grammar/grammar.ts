import { chartOf, type Chart, type Construction } from './chart.ts'
import { amounts } from './constructions/amounts.ts'
import { comparisons } from './constructions/comparisons.ts'
import { conditions } from './constructions/conditions.ts'
import { countedNouns } from './constructions/counted-nouns.ts'
import { earlier } from './constructions/earlier.ts'
import { formulas } from './constructions/formulas.ts'
import { groups } from './constructions/groups.ts'
import { measures } from './constructions/measures.ts'
import { orders } from './constructions/orders.ts'
import { stretches } from './constructions/stretches.ts'
import { superlatives } from './constructions/superlatives.ts'
import { values } from './constructions/values.ts'

/** The grammar: constructions in the order they run, each seeing the pieces of those before. */
const constructions: readonly Construction[] = [measures, amounts, groups, superlatives, stretches, values, conditions, comparisons, orders, countedNouns, earlier, formulas]

/** Builds all pieces bottom-up from the lattice. */
export function parse(lattice: Chart): Chart {
  const chart = chartOf(lattice.tokens, lattice.index, lattice.from.flat())
  for (const construction of constructions) for (const piece of construction(chart)) chart.from[piece.start]!.push(piece)
  return chart
}
