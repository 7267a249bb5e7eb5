/** How long a model may take, in milliseconds. A question is answered without it when one of these is over. */
export type ModelTimes = {
  /** Until the connection stands, encryption included. */
  connect: number
  /** Until the first byte of an answer: a model on this machine may have to be loaded first. */
  firstByte: number
  /** Between two pieces of an answer. */
  silence: number
  /** For everything that one question needs: the call, and all calls that mend its answer. */
  question: number
  /** With less left of that, no answer is sent back to be mended. */
  mending: number
}

export const modelTimes: ModelTimes = { connect: 3_000, firstByte: 10_000, silence: 5_000, question: 20_000, mending: 3_000 }

/** A reading of the offline engine that is right with this probability, by its calibrated confidence, is taken without asking a model. */
export const betOn = 0.7

/** A reply is cut off here. What a plan needs is a hundredth of it. */
export const mostReplyBytes = 2 * 1024 * 1024
/** A text that is longer is no plan: the model repeats itself. */
export const mostAnswerCharacters = 32 * 1024
