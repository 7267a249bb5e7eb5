import * as z from 'zod'
import { ModelCall, ModelState, ModelTrial, Outgoing } from '../model/model.ts'
import { procedure } from './procedure.ts'

/** A page of the ledger, and what all calls come to. `cost` is null while no call has one. */
export const ModelCalls = z.object({
  calls: z.array(ModelCall),
  more: z.boolean(),
  totals: z.object({ calls: z.int(), promptTokens: z.int(), completionTokens: z.int(), cost: z.number().nullable() }),
})
export type ModelCalls = z.infer<typeof ModelCalls>

export const models = {
  /** Kept for the endpoint that is set now and sent to no other; never read back. Null removes it. Fails with SETTING_INVALID without an address, and with VAULT_LOCKED. */
  saveKey: procedure('Keeps the key of the model, sealed').input(z.object({ key: z.string().min(1).max(4_096).nullable() })).output(ModelState),
  /** `key` stands for the saved one and is not kept. Sends nothing of any database. Fails with SETTING_INVALID, MODEL_UNREACHABLE, MODEL_REFUSED, MODEL_NONSENSE, and with VAULT_LOCKED while the saved key cannot be read. */
  test: procedure('Lists the models of an endpoint and asks one a made-up question')
    .input(z.object({ baseUrl: z.string().max(2_000), name: z.string().max(200), key: z.string().min(1).max(4_096).optional() })).output(ModelTrial),
  /** Fails with CONTEXT_MISSING, and with SETTING_INVALID while address or name are missing. Sends nothing. */
  preview: procedure('Exactly what asking this question would send').input(z.object({ text: z.string().max(2_000) })).output(Outgoing),
  /** Fails with SETTING_INVALID when the endpoint is no longer the one that is set. */
  allow: procedure('Allows sending to this endpoint, to the extent that is set').input(z.object({ endpoint: z.string().max(2_000) })).output(ModelState),
  forbid: procedure('Takes the permission back').output(ModelState),
  /** `before`: the id after which the next page begins. */
  calls: procedure('What was sent, the latest first').input(z.object({ before: z.string().optional(), limit: z.int().min(1).max(200).default(50) })).output(ModelCalls),
  /** Fails with RESULT_GONE. */
  sent: procedure('What went out in one call, as JSON').input(z.object({ id: z.string() })).output(z.object({ text: z.string() })),
  clearCalls: procedure('Forgets every call').output(z.object({})),
}
