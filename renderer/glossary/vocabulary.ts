import { create } from 'zustand'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { Vocabulary } from '../../shared/model/vocabulary.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'

/** The vocabulary of the open database; null until it was read. */
export const useVocabulary = create<{ vocabulary: Vocabulary | null; failure: FailureFacts | null }>(() => ({ vocabulary: null, failure: null }))

export async function loadVocabulary(): Promise<void> {
  try {
    useVocabulary.setState({ vocabulary: await client.terms.list(), failure: null })
  } catch (error) {
    useVocabulary.setState({ vocabulary: null, failure: failureOf(error) })
  }
}
