/** What the machine keeps any server waiting in these seconds: a program that only sends back what it gets (`echo.c`). */
import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { compileC } from '../../bench/compile-c.ts'

const ADDRESS = '127.0.0.1'
/** About the size of an INVITE. */
const datagram = Buffer.alloc(800)

export class Echo implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #socket: Socket
  readonly #port: number

  private constructor(child: ChildProcess, socket: Socket, port: number) {
    this.#child = child
    this.#socket = socket
    this.#port = port
  }

  static async open(): Promise<Echo> {
    const program = compileC(new URL('echo.c', import.meta.url))
    const child = spawn(program, [ADDRESS], { stdio: ['pipe', 'pipe', 'inherit'] })
    const [port] = await once(child.stdout, 'data')
    const socket = createSocket('udp4')
    socket.bind(0, ADDRESS)
    await once(socket, 'listening')
    return new Echo(child, socket, Number(port))
  }

  /** @returns ms that as many ways there and back take as a call that rings makes: two */
  async call(): Promise<number> {
    const from = performance.now()
    await this.#thereAndBack()
    await this.#thereAndBack()
    return performance.now() - from
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close()
    const ended = once(this.#child, 'exit')
    this.#child.stdin?.end()
    await ended
  }

  async #thereAndBack(): Promise<void> {
    const back = once(this.#socket, 'message')
    this.#socket.send(datagram, this.#port, ADDRESS)
    await back
  }
}
