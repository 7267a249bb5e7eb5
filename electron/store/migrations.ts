import { catalogs } from './migrations/1-catalogs.ts'
import { questions } from './migrations/2-questions.ts'
import { sealedCatalogs } from './migrations/3-sealed-catalogs.ts'
import { savedSources } from './migrations/4-saved-sources.ts'
import { settings } from './migrations/5-settings.ts'
import { questionSourceNames } from './migrations/6-question-source-names.ts'
import { models } from './migrations/7-models.ts'
import { learned } from './migrations/8-learned.ts'

/** Every step the store ever took, in order; the version of a file is how many it has taken. Steps are only ever added. */
export const migrations: readonly string[] = [catalogs, questions, sealedCatalogs, savedSources, settings, questionSourceNames, models, learned]
