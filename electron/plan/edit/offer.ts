import type { Choice, ChipChoices } from '../../../shared/model/plan-edit.ts'

/** What one kind of chip can become, before each choice has been tried. */
export type Offer = { title: string; choices: Choice[]; form?: ChipChoices['form'] }
