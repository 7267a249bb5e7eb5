import { Failure } from '../../../shared/model/failure.ts'
import { FaultError, type Fault } from '../child/protocol.ts'
import { serve, type Handler } from '../child/serve.ts'
import { buildImport } from './build.ts'

// The entry of the child process that takes data files in: what a hostile file does to the parser ends here, and so does an import that is cancelled.

const memory = 2 * 1024 * 1024 * 1024

const answer: Handler = async (part, call) => {
  if (call.do !== 'build') throw new FaultError({ at: 'child', message: 'This process only builds imports.' })
  await buildImport(call.files, part)
  return 'built'
}

function faultOf(error: unknown): Fault {
  if (error instanceof FaultError) return error.fault
  if (error instanceof Failure) return { at: 'failure', facts: error.facts() }
  return { at: 'child', message: error instanceof Error ? error.message : String(error) }
}

serve(answer, faultOf, memory)
