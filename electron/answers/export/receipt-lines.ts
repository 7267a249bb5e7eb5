import { acceptedText } from '../../../shared/format/accepted-text.ts'
import type { ResultFacts } from '../../../shared/model/result.ts'
import type { ExportRequest } from './export-request.ts'

/** The evidence for the rows as lines of a sheet: what it is about, and what it says. `notes` tell how the file differs from the answer. */
export function receiptLines({ title, question, receipt }: ExportRequest, facts: ResultFacts, notes: readonly string[]): [about: string, text: string][] {
  const several = (about: string, texts: readonly string[]): [string, string][] => texts.map((text, at) => [at === 0 ? about : '', text])
  return [
    ['Title', title],
    ['Question', question],
    ['Reading', receipt.reading],
    ['Source', receipt.source],
    ['Database', receipt.database],
    ['Tables', receipt.tables.join(', ')],
    ...several('Filters', receipt.filters),
    ['Data as of', receipt.asOf],
    ['Run at', receipt.ranAt],
    ['Rows', rowsText(facts)],
    ['Evidence', receipt.grade],
    ...several('Accepted', receipt.accepted === undefined ? [] : [acceptedText(receipt.accepted)]),
    ...several('Assumptions', receipt.assumed),
    ...several('Words not used', receipt.ignoredWords),
    ...several('Warnings', receipt.warnings),
    ...several('About this file', notes),
    ['Engine', receipt.model === null ? receipt.engine : `${receipt.engine}; asked: ${receipt.model}`],
    ['SQL dialect', receipt.dialect],
    ['SQL', receipt.sql],
    ...several('SQL values', receipt.parameters.map((value) => (value === null ? 'null' : String(value)))),
  ]
}

const rowsText = ({ rows, truncated }: ResultFacts): string => `${rows.toLocaleString('en-US')}${truncated ? ': only the first rows, the source has more. Not a complete answer, and not to be added up.' : ', complete'}`
