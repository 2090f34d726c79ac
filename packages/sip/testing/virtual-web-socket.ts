/** A WebSocket without a network: what the browser at its other end sends and hears. */
import type {
  WebSocketCloseCode,
  WebSocketConnection,
  WebSocketHandler,
} from '../src/transport/web-socket.ts'

export class VirtualWebSocket implements WebSocketConnection {
  readonly remoteAddress: string
  readonly remotePort: number
  readonly secure: boolean
  bufferedBytes = 0
  handler: WebSocketHandler = { onMessage() {}, onClose() {} }
  /** What came to the browser, one message each. */
  readonly heard: string[] = []
  /** Why the server closed it. */
  closedWith: WebSocketCloseCode | undefined

  constructor({ remoteAddress = '198.51.100.7', remotePort = 50_000, secure = false } = {}) {
    this.remoteAddress = remoteAddress
    this.remotePort = remotePort
    this.secure = secure
  }

  send(message: Buffer): void {
    this.heard.push(message.toString())
  }

  close(code: WebSocketCloseCode): void {
    this.closedWith = code
    this.handler.onClose()
  }

  /** The browser says something. */
  say(text: string): void {
    this.handler.onMessage(Buffer.from(text))
  }

  /** The tab is gone. */
  vanish(): void {
    this.handler.onClose()
  }
}
