/** How long and how often a bench measures. */
export interface BenchSettings {
  /** One pair of short runs: to see that all works, not to quote. */
  readonly quick: boolean
  /** Calls per second of the CPU rows. */
  readonly rates: readonly number[]
  /** Pairs (Mainline, Kamailio) per row. */
  readonly pairs: number
  /** Where logs and data go; removed at the end. */
  readonly folder: string
}

export const progress = (text: string): void => {
  console.error(`${new Date().toISOString().slice(11, 19)} ${text}`)
}
