import { create } from 'zustand'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { SavedSource } from '../../shared/model/saved-source.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'

type Sources = { sources: SavedSource[] | null; failure: FailureFacts | null }

/** The saved sources, the last used first; null until they are known. */
export const useSources = create<Sources>(() => ({ sources: null, failure: null }))

export async function loadSources(): Promise<void> {
  try {
    useSources.setState({ sources: await client.sources.list(), failure: null })
  } catch (error) {
    useSources.setState({ failure: failureOf(error) })
  }
}
