/** A Binding request as a browser's ICE agent sends it (RFC 8445 §7.1). */
import { createHmac, randomBytes } from 'node:crypto'

export interface BindingRequestOptions {
  readonly username: string
  readonly password: string
  readonly nominates?: boolean
}

export function bindingRequest({ username, password, nominates = false }: BindingRequestOptions): Buffer {
  const before = Buffer.concat([
    Buffer.from('000100002112a442', 'hex'),
    randomBytes(12),
    attribute(0x0006, Buffer.from(username)),
    ...(nominates ? [attribute(0x0025, Buffer.alloc(0))] : []),
  ])
  before.writeUInt16BE(before.length - 20 + 24, 2)
  return Buffer.concat([before, attribute(0x0008, createHmac('sha1', password).update(before).digest())])
}

function attribute(type: number, value: Buffer): Buffer {
  const whole = Buffer.alloc(4 + ((value.length + 3) & ~3))
  whole.writeUInt16BE(type, 0)
  whole.writeUInt16BE(value.length, 2)
  value.copy(whole, 4)
  return whole
}
