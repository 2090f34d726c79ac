import { describe, expect, it, vi } from 'vitest'
import { answerQuestion, EngineFailure, inOrder, Questions } from './engine-questions.ts'
import type { Log } from './log.ts'

/** Both sides, without threads between them. */
function open(find: (id: number) => unknown) {
  const log = { error: vi.fn() } as unknown as Log
  const questions = new Questions()
  const ask = () =>
    questions.ask(
      (id) => void answerQuestion(id, () => find(id), { say: (said) => questions.settle(said), log }),
    )
  return { ask, log }
}

describe('questions to the engine thread', () => {
  it('each gets its own answer, whichever comes first', async () => {
    const first = Promise.withResolvers<string>()
    const { ask } = open((id) => (id === 1 ? first.promise : 'second'))
    const asked = ask()
    expect(await ask()).toBe('second')
    first.resolve('first')
    expect(await asked).toBe('first')
  })

  it.each([
    ['the database is away', () => Promise.reject(new Error('connect ECONNREFUSED'))],
    [
      'a bug',
      () => {
        throw new Error('connect ECONNREFUSED')
      },
    ],
  ])('%s -- told to who asked and to the log, and nobody else is harmed', async (_, find) => {
    const { ask, log } = open((id) => (id === 1 ? find() : 'well'))
    await expect(ask()).rejects.toEqual(new EngineFailure('connect ECONNREFUSED'))
    expect(log.error).toHaveBeenCalledOnce()
    expect(await ask()).toBe('well')
  })
})

it('a stop goes on when one of its steps fails', async () => {
  const log = { error: vi.fn() } as unknown as Log
  const done: string[] = []
  await inOrder(
    {
      calls: async () => void done.push('calls'),
      presence: () => Promise.reject(new Error('the database is away')),
      media: async () => void done.push('media'),
    },
    log,
  )
  expect(done).toEqual(['calls', 'media'])
  expect(log.error).toHaveBeenCalledWith(expect.anything(), 'at the stop: presence failed')
})
