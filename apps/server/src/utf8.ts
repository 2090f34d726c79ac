/** UTF-8 that is none: found, instead of being kept as U+FFFD where a letter was. */
import { isUtf8 } from 'node:buffer'

/** Which byte is wrong first, from 1; undefined when the bytes are UTF-8 to their end. */
export function firstByteNotUtf8(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined
  // What is put in the place of a wrong byte differs from it, and everything before is as it was.
  const mended = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
  const at = bytes.findIndex((byte, i) => byte !== mended[i])
  return (at < 0 ? bytes.length : at) + 1
}

/** The line of a byte as an editor counts it, both from 1. */
export function lineOfByte(bytes: Uint8Array, position: number): number {
  return bytes.subarray(0, position - 1).reduce((line, byte) => line + (byte === 0x0a ? 1 : 0), 1)
}
