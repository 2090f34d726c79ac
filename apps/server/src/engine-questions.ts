/** Questions that the main thread asks the engine thread, each with one answer. What fails is told to whoever asked. */
import type { FromEngine } from './engine-messages.ts'
import type { Log } from './log.ts'

type Settled = Extract<FromEngine, { said: 'answer' | 'failed' }>

/** The engine could not do what it was asked for; what it says of it is in the log of the engine. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure'
}

/** The main thread's side. */
export class Questions {
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #lastId = 0

  /** Resolves to the answer. @throws EngineFailure */
  ask(send: (id: number) => void): Promise<unknown> {
    this.#lastId += 1
    const asked = Promise.withResolvers<unknown>()
    this.#waiting.set(this.#lastId, asked)
    send(this.#lastId)
    return asked.promise
  }

  settle(message: Settled): void {
    const asked = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.said === 'answer') asked?.resolve(message.value)
    else asked?.reject(new EngineFailure(message.words))
  }
}

/** The engine thread's side: a look-up that fails, the database being away, must not end the thread and all calls with it. */
export async function answerQuestion(
  id: number,
  find: () => unknown,
  { say, log }: { say(message: Settled): void; log: Log },
): Promise<void> {
  try {
    say({ said: 'answer', id, value: await find() })
  } catch (error) {
    log.error({ error }, 'the engine could not answer')
    say({ said: 'failed', id, words: error instanceof Error ? error.message : String(error) })
  }
}

/** Does one after the other, and the rest all the same when one fails: nothing may keep a server from ending in order. */
export async function inOrder(
  steps: Readonly<Record<string, () => Promise<unknown>>>,
  log: Log,
): Promise<void> {
  for (const [what, step] of Object.entries(steps)) {
    try {
      await step()
    } catch (error) {
      log.error({ error }, `at the stop: ${what} failed`)
    }
  }
}
