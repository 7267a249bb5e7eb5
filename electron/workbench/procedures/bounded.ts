import { Failure } from '../../../shared/model/failure.ts'

/** No plan that a person makes comes near: the plans of the sample questions have 14 levels. What looks into a plan calls itself once a level. */
const deepest = 200
/** Each part of a plan is looked at again and again; a filter of 500 values has 5,000 parts at most. */
const mostParts = 50_000

/** Fails with BAD_REQUEST for input that is nested too deeply, or made of too many parts, to be looked into within a moment. Bytes of files are one part. */
export function requireBounded(input: unknown): void {
  let parts = 0
  let level: unknown[] = [input]
  for (let depth = 0; level.length > 0; depth += 1) {
    parts += level.length
    if (depth > deepest) throw tooMuch('is nested too deeply', { deepest })
    if (parts > mostParts) throw tooMuch('has too many parts', { mostParts })
    level = level.flatMap(inside)
  }
}

const inside = (part: unknown): unknown[] => (typeof part !== 'object' || part === null || part instanceof Blob ? [] : Object.values(part))

function tooMuch(what: string, detail: Record<string, unknown>): Failure {
  return new Failure('BAD_REQUEST', `What was sent ${what}.`, { hint: 'Ask for less at once.', detail })
}
