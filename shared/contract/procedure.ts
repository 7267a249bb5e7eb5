import { oc } from '@orpc/contract'
import { FailureFacts } from '../model/failure.ts'

/** The one typed error of the contract: a Failure with its code, message, hint and detail as data. */
export const failureError = 'FAILURE'

/** Where every procedure of the contract begins. Over HTTP each is a POST under its own path, described by OpenAPI. */
export const procedure = (summary: string) => oc.errors({ [failureError]: { status: 422, data: FailureFacts } }).route({ method: 'POST', summary })
