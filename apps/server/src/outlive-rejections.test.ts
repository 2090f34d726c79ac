import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'

/** A thread whose promise fails, and which says so if it goes on. */
function thread(before: string): Worker {
  const module = new URL('./outlive-rejections.ts', import.meta.url).href
  const code = `
    const { parentPort } = await import('node:worker_threads')
    const { outliveRejections } = await import(${JSON.stringify(module)})
    ${before}
    Promise.reject(new Error('nobody waits for this'))
    setTimeout(() => parentPort.postMessage('goes on'), 20)`
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`))
}

it('a promise that fails where nobody waits for it is told of, and the thread goes on', async () => {
  const worker = thread(
    'outliveRejections({ error: (fields) => parentPort.postMessage(fields.error.message) })',
  )
  const heard: string[] = []
  worker.on('message', (message: string) => heard.push(message))
  await once(worker, 'exit')
  expect(heard).toEqual(['nobody waits for this', 'goes on'])
})

it('without that it ends the thread', async () => {
  const worker = thread('')
  const [error] = await once(worker, 'error')
  expect(error).toMatchObject({ message: 'nobody waits for this' })
})
