/** What the load needs to know of a server under test, whichever it is. */

export type Workload = 'w1' | 'w2'
export type ServerName = 'mainline' | 'kamailio'

/** Where all phones of the benches live. */
export const PHONE_ADDRESS = '127.0.0.4'

/** Live objects that a load left behind in the server, by kind; empty when it is back to zero. */
export type LeftOver = Readonly<Record<string, number>>

/** Where calls are sent, and who picks up. */
export interface LoadTarget {
  readonly label: string
  /** Root of the process tree whose CPU and memory count. */
  readonly pid: number
  /** `address:port` where it takes calls. */
  readonly target: string
  /** Where its phones listen: the first answers, the others ring. */
  readonly phonePorts: readonly number[]
  /** Called numbers: W1 rings all phones, W2 the first one. */
  readonly dial: Readonly<Record<Workload, readonly string[]>>
  /**
   * Waits until the server has let go of its calls and media ports (`calls`), or of all, transactions and timers in their
   * last states too (`everything`: 32 s and more after the last call by RFC 3261's timers), and says what it has not.
   */
  leftOver(of: 'calls' | 'everything'): Promise<LeftOver>
}

export interface BenchServer extends LoadTarget, AsyncDisposable {
  readonly name: ServerName
}
