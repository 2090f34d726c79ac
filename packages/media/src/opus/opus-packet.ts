/** What the head of an Opus packet says of its length in time (RFC 6716 §3). */

/** By configuration: SILK has 10 to 60 ms, hybrid 10 and 20, CELT 2.5 to 20; in ticks of 48 kHz (RFC 6716 §3.1, table 2). */
const silk = [480, 960, 1920, 2880]
const hybrid = [480, 960]
const celt = [120, 240, 480, 960]
/** 120 ms (RFC 6716 §3.4, R5). */
const longest = 5760
/** Octets: 120 ms in frames of the largest size for 20 ms each, and their lengths. */
const largest = 8000

/** Ticks of 48 kHz that the packet fills; undefined for what is none. */
export function durationOf(payload: Uint8Array): number | undefined {
  const first = payload[0]
  if (first === undefined || payload.length > largest) return undefined
  const frames = framesOf(first & 3, payload[1])
  const duration = frameOf(first >> 3) * frames
  return duration > 0 && duration <= longest ? duration : undefined
}

function frameOf(configuration: number): number {
  if (configuration < 12) return silk[configuration & 3] ?? 0
  if (configuration < 16) return hybrid[configuration & 1] ?? 0
  return celt[configuration & 3] ?? 0
}

/** RFC 6716 §3.2. @param count the octet that has the number of frames, where there is one */
function framesOf(code: number, count: number | undefined): number {
  if (code === 0) return 1
  return code === 3 ? (count ?? 0) & 0x3f : 2
}
