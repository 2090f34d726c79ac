/**
 * One Mainline a data folder. The lock is a listening socket that the kernel takes away with its process, so that
 * nothing stale is left by a crash: on Linux in the abstract name space, elsewhere a file beside the data.
 */
import { stat, unlink } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'

/** The folder is in use by another process. */
export class DataFolderInUse extends Error {
  constructor(folder: string, holder: string) {
    super(
      `The data folder ${folder} is in use by another Mainline (process ${holder}). Stop it, or set MAINLINE_DATA.`,
    )
    this.name = 'DataFolderInUse'
  }
}

/** Takes the lock of an existing folder. @throws DataFolderInUse */
export async function lockDataFolder(folder: string): Promise<AsyncDisposable> {
  const { dev, ino } = await stat(folder)
  const abstract = process.platform === 'linux'
  const address = abstract ? `\0mainline-data-${dev}-${ino}` : join(folder, 'lock')
  const server = createServer((asking) => asking.on('error', () => {}).end(`${process.pid}`))
  server.unref()
  if (!(await listens(server, address))) {
    const holder = await askHolder(address)
    if (holder !== undefined || abstract) throw new DataFolderInUse(folder, holder ?? 'unknown')
    await unlink(address)
    if (!(await listens(server, address))) throw new DataFolderInUse(folder, 'unknown')
  }
  return {
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
      }),
  }
}

const listens = (server: Server, address: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error)
    server.once('error', failed)
    server.listen(address, () => {
      server.off('error', failed)
      resolve(true)
    })
  })

/** The process id that the holder of the lock tells; undefined when nobody answers. */
const askHolder = (address: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = connect(address)
    let answer = ''
    socket.setEncoding('latin1')
    socket.setTimeout(1000, () => socket.destroy())
    socket.on('data', (text) => {
      answer += text
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer || undefined))
  })
