/** What the load needs to know of a server under test, whichever it is. */

export type Workload = 'w1' | 'w2'

/** Live objects that a load run left behind in the server; empty when it is back to zero. */
export type LeftOver = Readonly<Record<string, number>>

export interface BenchServer extends AsyncDisposable {
  readonly name: 'mainline' | 'kamailio'
  /** Root of the process tree whose CPU and memory count. */
  readonly pid: number
  /** `address:port` where it takes calls. */
  readonly target: string
  /** Where its phones listen: the first answers, the others ring. */
  readonly phonePorts: readonly number[]
  /** Called numbers: W1 rings all phones, W2 the first one. */
  readonly dial: Readonly<Record<Workload, readonly string[]>>
  /** Waits until the server has let go of every call, and says what it has not; undefined when it cannot tell. */
  leftOver(timeoutMs: number): Promise<LeftOver | undefined>
}
