import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/contract.ts'
import { failureError } from '../../shared/contract/procedure.ts'
import type { RunEvent, RunSummary } from '../../shared/model/outcome.ts'
import type { Session } from '../../shared/model/session.ts'
import type { ContractRouter } from '../../electron/web/calls.ts'

export const steps = 60

/** What a transport did to the engine, as the engine saw it. */
export type Seen = { sessions: Session[]; watching: number; uploaded: Buffer[] }

const event = (number: number): RunEvent => number > steps
  ? { kind: 'end', number, outcome: { kind: 'clarify', question: 'Which one?', options: [] } }
  : { kind: 'step', number, step: { number, stage: 'run', state: 'progress', detail: `Row ${number} · ümlaut “quoted”`, percent: number, elapsedMs: number } }

const summary = (id: string): RunSummary => ({
  id, asked: { kind: 'words', text: id }, parent: null, startedAt: '2026-01-01T00:00:00.000Z', sourceName: 'the sample', database: 'main', ended: false,
})

/** A part of the contract, with answers that show what the transport did to a call: enough to compare transports, and nothing of a database. */
export function engineForTransports(): { router: ContractRouter; seen: Seen } {
  const seen: Seen = { sessions: [], watching: 0, uploaded: [] }
  const os = implement(contract).$context<{ session: Session }>()
  const pieces = (at: number): Blob => new Blob([Buffer.alloc(1024 * 1024, at)], { type: 'text/csv' })
  const some = {
    ask: {
      start: os.ask.start.handler(({ input, context, errors }) => {
        seen.sessions.push(context.session)
        if (input.asked.text === 'fail') throw errors[failureError]({ message: 'No database is open.', data: { code: 'CONTEXT_MISSING', message: 'No database is open.', hint: 'Choose one.', retry: false, detail: { word: '__proto__' } } })
        if (input.asked.text === 'crash') throw new Error('secret of the engine')
        return summary(input.asked.text)
      }),
      watch: os.ask.watch.handler(async function* ({ input, signal }) {
        seen.watching++
        try {
          for (let number = input.after + 1; number <= steps + 1; number++) {
            await new Promise((resolve) => setTimeout(resolve, 2))
            if (signal?.aborted) return
            yield event(number)
          }
          // A run without end, to see that leaving ends it.
          while (input.runId === 'endless' && !signal?.aborted) await new Promise((resolve) => setTimeout(resolve, 5))
        } finally {
          seen.watching--
        }
      }),
    },
    files: {
      upload: os.files.upload.handler(async ({ input }) => {
        seen.uploaded.push(Buffer.from(await input.piece.arrayBuffer()))
        return { received: input.offset + input.piece.size }
      }),
    },
    results: {
      readFile: os.results.readFile.handler(({ input }) => ({ piece: pieces(input.offset), last: input.offset === 1 })),
      page: os.results.page.handler(({ input }) => ({ offset: input.offset, rows: [['12345678901234567890.12', null, input.id]], total: 1 })),
    },
  }
  return { router: some as unknown as ContractRouter, seen }
}
