/** The text of a calendar file, whatever wrote it. */

const [tab, lineFeed, carriageReturn, space] = [9, 10, 13, 32]

/**
 * UTF-8, as RFC 5545 §3.1.4 has it, with long lines in one piece: some programs break them within a letter (§3.1). What is no
 * UTF-8 comes from programs that write as Windows does.
 */
export function calendarText(file: Uint8Array): string {
  const bytes = unfolded(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function unfolded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const feed = bytes[at] === carriageReturn ? at + 1 : at
    const next = bytes[feed + 1]
    if (bytes[feed] === lineFeed && (next === space || next === tab)) at = feed + 1
    else whole[length++] = bytes[at] ?? 0
  }
  return whole.subarray(0, length)
}
