import type { Dialect } from '../../../shared/model/value.ts'
import type { Receipt } from '../../../shared/model/answer.ts'

/** From here on a reading is taken as meant. */
export const sure = 0.7

/** What a grade says and, as much, what it does not say. */
export function gradeWords({ grade, assumed, ignoredWords, warnings, confidence }: Pick<Receipt, 'grade' | 'assumed' | 'ignoredWords' | 'warnings' | 'confidence'>): string {
  if (grade === 'Unchecked') return `${confidence !== null && confidence < sure ? 'Something else may be meant: check the reading.' : 'Nothing had to be assumed.'} The numbers were not checked against a second computation.`
  const parts = [
    ...(assumed.length > 0 ? [assumed.length === 1 ? 'one thing was assumed' : `${assumed.length} things were assumed`] : []),
    ...(ignoredWords.length > 0 ? [ignoredWords.length === 1 ? 'one word was left out' : `${ignoredWords.length} words were left out`] : []),
    ...(assumed.length + ignoredWords.length === 0 && warnings.length > 0 ? ['something has to be known'] : []),
  ]
  return `To answer, ${parts.length === 0 ? 'something was assumed' : parts.join(' and ')}: read the list before you rely on the number.`
}

/** How sure the engine is that this reading is meant. */
export function confidenceWords({ confidence, engine }: Pick<Receipt, 'confidence' | 'engine'>): string {
  if (confidence === null) return engine === 'model' ? 'not judged: a model read it, check the reading' : 'not judged: it was made by hand'
  if (confidence >= 0.9) return 'very sure of this reading'
  if (confidence >= sure) return 'fairly sure of this reading'
  if (confidence >= 0.5) return 'unsure: another reading is possible'
  return 'a guess: check the reading'
}

const servers = new Set<Dialect>(['mysql', 'mariadb', 'tidb'])

/** The model of a receipt, "qwen3 at http://127.0.0.1:11434/v1", without where it is. */
export const modelName = (model: string): string => model.replace(/ at \S+$/, '')

/** Who read the question, and what left this machine. */
export function engineWords({ engine, model, dialect }: Pick<Receipt, 'engine' | 'model' | 'dialect'>): string {
  const toDatabase = servers.has(dialect)
  if (model === null) return `${engine} · ${toDatabase ? 'only the SQL was sent, to the database itself' : 'nothing left this machine'}`
  const sent = `the question and table names were sent ${engine === 'model' ? 'there' : `to ${model} too`}${toDatabase ? ', the SQL to the database itself' : ', and no rows'}`
  return `${engine === 'model' ? model : engine} · ${sent}`
}
