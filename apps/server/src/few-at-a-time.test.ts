import { expect, it } from 'vitest'
import { FewAtATime } from './few-at-a-time.ts'

it('a few work, some wait in their order, and who comes beyond is turned away', async () => {
  const turns = new FewAtATime({ atATime: 2, mostWaiting: 2 })
  const begun: string[] = []
  const ends = new Map<string, PromiseWithResolvers<string>>()
  const begin = (name: string) =>
    turns.run(() => {
      begun.push(name)
      const end = Promise.withResolvers<string>()
      ends.set(name, end)
      return end.promise
    })
  const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map(begin)
  expect(await e).toBeUndefined()
  expect(begun).toEqual(['a', 'b'])
  ends.get('b')?.reject(new Error('not well'))
  await expect(b).rejects.toThrow('not well')
  expect(begun).toEqual(['a', 'b', 'c'])
  ends.get('a')?.resolve('A')
  expect(await a).toBe('A')
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
  for (const name of ['c', 'd']) ends.get(name)?.resolve(name)
  expect(await Promise.all([c, d])).toEqual(['c', 'd'])
  const f = begin('f')
  ends.get('f')?.resolve('f')
  expect(await f).toBe('f')
})
