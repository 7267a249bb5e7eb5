import { Failure } from '../../shared/model/failure.ts'

/** What went wrong while keeping or reading rows, from DuckDB's words: a full disk, too little memory, or something unforeseen. */
export function asFailure(cause: unknown): Failure {
  if (cause instanceof Failure) return cause
  const text = cause instanceof Error ? cause.message : String(cause)
  if (/no space left|disk (is )?full|max_temp_directory_size|ENOSPC|could not write (all|file)/i.test(text)) {
    return new Failure('DISK_FULL', 'The disk is full, so the rows of this answer could not be kept.', {
      hint: 'Free some space on the disk that holds the scratch folder, or ask for fewer rows.', retry: true, cause,
    })
  }
  if (/out of memory/i.test(text)) {
    return new Failure('OUT_OF_MEMORY', 'There is not enough memory to work on the rows of this answer.', { hint: 'Ask for fewer rows or columns.', cause })
  }
  return new Failure('INTERNAL', `The rows of this answer could not be kept: ${text}`, { hint: 'Run the question again. If it fails again, report it.', retry: true, cause })
}

/** The rows are no longer kept: dropped, making room for newer answers, or from before a restart. */
export const resultGone = (id: string): Failure => new Failure('RESULT_GONE', 'The rows of this answer are no longer kept.', {
  hint: 'Run the question again.', retry: false, detail: { result: id },
})
