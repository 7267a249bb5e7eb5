import { followUp } from '../language/follow-up/follow-up.ts'
import type { LanguageIndex } from '../language/index/language-index.ts'
import { understand } from '../language/understand.ts'
import type { Glossary } from '../terms/glossary.ts'
import { completeQuestion } from './complete-question.ts'
import type { Reader } from './reader.ts'
import { suggestQuestions } from './suggest-questions.ts'

/** A reader on this very thread: in the thread that reads for others, and in processes that have nothing else to do meanwhile. */
export function readHere(index: () => LanguageIndex, glossary: Glossary): Reader {
  return {
    understand: async (question, options) => Promise.resolve(understand(question, index(), options)),
    followUp: async (text, previous, options) => Promise.resolve(followUp(text, previous, index(), options)),
    complete: async (text, options) => Promise.resolve(completeQuestion(text, { index: index() }, options)),
    suggest: (options) => suggestQuestions({ index: index(), glossary }, { ...options, clock: () => performance.now() }),
  }
}
