/** The main thread's hold of the engine thread: starts it, asks it, and ends it in order. */
import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { LiveCall } from '@mainline/contract'
import type { TlsIdentity } from '@mainline/sip'
import type {
  EngineThreadConfig,
  EngineThreadReport,
  FromEngine,
  ReceptionQuestion,
  ToEngine,
} from './engine-messages.ts'
import { Questions } from './engine-questions.ts'
import { SocketDoor } from './engine-sockets.ts'
import type { ReceptionPort } from './http/ports.ts'

/**
 * What a call leaves behind lives some seconds, so a scavenge copies much of what it finds: pauses grow with the room, and
 * with a small one everything is copied more often. At 200 calls a second 16 MB pause for 3 ms, 64 MB for 12 ms.
 */
const YOUNG_GENERATION = { maxYoungGenerationSizeMb: 32 }

/**
 * One thread clears the young generation of each heap. By default V8 wakes helpers for it: for pauses as short as these they
 * cost a fifth of all CPU of a call in looking for work, and the pause gets no shorter.
 */
const ONE_SCAVENGER = '--no-parallel-scavenge'

/**
 * Each heap is marked by its own thread, in steps of less than a millisecond. V8's helpers do it at once on all cores, which is
 * well where there are many: on two, whatever else has to run stands still meanwhile, a call's phones and carrier included.
 */
const NO_MARKERS = '--no-concurrent-marking'
const FEW_CORES = 4

type Question = ToEngine extends infer Each ? (Each extends { id: number } ? Omit<Each, 'id'> : never) : never

export class EngineHost {
  readonly #worker: Worker
  readonly #questions = new Questions()
  listening: Extract<FromEngine, { said: 'ready' }>['listening'] = []
  /** Where WebSockets of pages go in. */
  readonly sockets: SocketDoor

  private constructor(worker: Worker) {
    this.#worker = worker
    this.sockets = new SocketDoor((news) => worker.postMessage(news satisfies ToEngine))
  }

  /** Resolves when the engine takes calls. @throws what kept it from starting */
  static async start(config: EngineThreadConfig, onLost: (error: Error) => void): Promise<EngineHost> {
    // Before its heap is made, and that of the media thread after it.
    setFlagsFromString(ONE_SCAVENGER)
    if (availableParallelism() < FEW_CORES) setFlagsFromString(NO_MARKERS)
    const worker = new Worker(new URL('./engine-thread.ts', import.meta.url), {
      workerData: config,
      resourceLimits: YOUNG_GENERATION,
    })
    const host = new EngineHost(worker)
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject)
      worker.on('message', (message: FromEngine) => {
        if (message.said === 'answer' || message.said === 'failed') host.#questions.settle(message)
        else if (message.said === 'ready') {
          host.listening = message.listening
          resolve()
        } else host.sockets.obey(message)
      })
    })
    worker.removeAllListeners('error')
    worker.on('error', onLost)
    return host
  }

  report(): Promise<EngineThreadReport> {
    return this.#ask({ do: 'report' }) as Promise<EngineThreadReport>
  }

  liveCalls(): Promise<readonly LiveCall[]> {
    return this.#ask({ do: 'live-calls' }) as Promise<readonly LiveCall[]>
  }

  /** Shown from the next handshake on. */
  renewCertificate({ certificate, key, authorities }: TlsIdentity): void {
    const identity = { certificate, key, authorities }
    this.#worker.postMessage({ do: 'renew-certificate', identity } satisfies ToEngine)
  }

  /** Asks the receptions of the engine. */
  readonly reception: ReceptionPort = {
    openSeat: (...args) => this.#askReception({ name: 'openSeat', args }),
    beat: (...args) => this.#askReception({ name: 'beat', args }),
    closeSeat: (...args) => this.#askReception({ name: 'closeSeat', args }),
    endWrapUp: (...args) => this.#askReception({ name: 'endWrapUp', args }),
    take: (...args) => this.#askReception({ name: 'take', args }),
    order: (...args) => this.#askReception({ name: 'order', args }),
    listenIn: (...args) => this.#askReception({ name: 'listenIn', args }),
    view: (...args) => this.#askReception({ name: 'view', args }),
    attending: (...args) => this.#askReception({ name: 'attending', args }),
    busyDevices: (...args) => this.#askReception({ name: 'busyDevices', args }),
  }

  /** Lets calls end, at most so long, then ends the thread. */
  async stop(deadlineMs: number): Promise<void> {
    await this.#ask({ do: 'drain', deadlineMs })
    await this.#worker.terminate()
  }

  /** The thread answers each question with what its method gives. */
  #askReception<Answer>(question: ReceptionQuestion): Promise<Answer> {
    return this.#ask({ do: 'reception', question }) as Promise<Answer>
  }

  #ask(question: Question): Promise<unknown> {
    return this.#questions.ask((id) => this.#worker.postMessage({ ...question, id }))
  }
}
