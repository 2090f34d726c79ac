/** Who has waited longest: not always the head of the queue, where some organizations go before others. */
interface Waiting {
  /** ISO instant. */
  readonly since: string
}

export function longestWaiting<Call extends Waiting>(calls: readonly Call[]): Call | undefined {
  return calls.reduce<Call | undefined>(
    (first, call) => (first === undefined || call.since < first.since ? call : first),
    undefined,
  )
}
