import { Failure } from '../../shared/model/failure.ts'
import type { SavedSource } from '../../shared/model/saved-source.ts'
import { TermFile, type Term } from '../../shared/model/term.ts'
import type { Definition, Vocabulary } from '../../shared/model/vocabulary.ts'
import type { Knowledge } from '../agents/question.ts'
import type { Notes } from '../context/grounds.ts'
import { termFileFor } from '../terms/find-terms.ts'
import { withLearnedTerms } from '../terms/learned-terms.ts'
import { mergeTermFiles } from '../terms/merge-terms.ts'
import { ownFile } from '../terms/own-file.ts'
import { readOwnTerms, removeDefinition, saveDefinition } from '../terms/own-terms.ts'
import { vocabularyOf } from '../terms/vocabulary.ts'

/** The vocabularies of a workspace: what lies with a source, what its people say themselves, kept under `folder`, and what corrections taught. */
export class WorkspaceVocabulary {
  readonly #folder: string
  readonly #sampleFolder: string
  readonly #learned: (sourceId: string, database: string) => Term[]

  constructor(folder: string, sampleFolder: string, learned: (sourceId: string, database: string) => Term[]) {
    this.#folder = folder
    this.#sampleFolder = sampleFolder
    this.#learned = learned
  }

  /** All as one. A file that cannot be read is left out and told of: it does not take the database away. */
  async notes(saved: SavedSource, database: string): Promise<Notes> {
    const problems: Failure[] = []
    const readable = (reading: Promise<TermFile>): Promise<TermFile> => reading.catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error
      problems.push(error)
      return TermFile.parse({})
    })
    const fromSource = await readable(termFileFor(saved.spec, this.#sampleFolder))
    const own = await readable(readOwnTerms(this.#folder, { sourceId: saved.id, database }))
    return { file: withLearnedTerms(mergeTermFiles(fromSource, own), this.#learned(saved.id, database)), problems }
  }

  async list(saved: SavedSource, knowledge: Knowledge): Promise<Vocabulary> {
    const { place, fromSource, catalog } = await this.#about(saved, knowledge)
    return vocabularyOf(fromSource, await readOwnTerms(this.#folder, place), catalog, knowledge.asOf, ownFile(this.#folder, place))
  }

  async save(saved: SavedSource, knowledge: Knowledge, definition: Definition, replaces: string | undefined): Promise<void> {
    const { place, fromSource, catalog } = await this.#about(saved, knowledge)
    await saveDefinition(this.#folder, place, definition, { fromSource, catalog, asOf: knowledge.asOf, replaces })
  }

  async remove(saved: SavedSource, knowledge: Knowledge, kind: Definition['kind'], name: string): Promise<void> {
    const { place } = await this.#about(saved, knowledge)
    await removeDefinition(this.#folder, place, kind, name)
  }

  async #about(saved: SavedSource, { context: { database, catalog } }: Knowledge) {
    return { place: { sourceId: saved.id, database }, fromSource: await termFileFor(saved.spec, this.#sampleFolder), catalog }
  }
}
