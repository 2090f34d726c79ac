/** Bytes of a file as text, whatever program saved it: UTF-8 with or without a mark, UTF-16, or the one-byte code of Windows. */
import { firstByteNotUtf8, lineOfByte } from '../utf8.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * Decodes a file, in one spelling of each letter as names are kept (UAX 15, form C). Never fails: every byte means something in
 * windows-1252, which is what no UTF-8 is taken for.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const encoding = encodingOf(bytes)
  return { text: new TextDecoder(encoding).decode(bytes).normalize('NFC'), encoding }
}

const inWords = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16' } as const

/** Why a file is not what it begins as, so that letters of it would be lost; undefined when every letter can be read. */
export function faultOfEncoding(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes)
  if (encoding === 'windows-1252') return undefined
  if (encoding !== 'utf-8')
    return isText(bytes, encoding)
      ? undefined
      : `the file begins in ${inWords[encoding]} and is not to its end; save all of it in one encoding`
  const wrong = firstByteNotUtf8(bytes)
  if (wrong === undefined) return undefined
  return `line ${lineOfByte(bytes, wrong)} is not UTF-8 as the beginning of the file is (byte ${wrong} of the file); save all of it as UTF-8`
}

function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xef && second === 0xbb) return 'utf-8'
  // A table begins with Latin letters: their other byte is zero in UTF-16.
  if (first !== 0 && second === 0) return 'utf-16le'
  if (first === 0 && second !== 0) return 'utf-16be'
  return isText(bytes, 'utf-8') || isCutOff(bytes) ? 'utf-8' : 'windows-1252'
}

/** The beginning of a file may end within a letter. One accented letter at the very end is of windows-1252 alike. */
function isCutOff(bytes: Uint8Array): boolean {
  if (!isText(bytes, 'utf-8', { stream: true })) return false
  return /[^\0-\x7f]/.test(new TextDecoder('utf-8').decode(bytes, { stream: true }))
}

function isText(bytes: Uint8Array, encoding: Encoding, options: { stream?: boolean } = {}): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, options)
    return true
  } catch {
    return false
  }
}
