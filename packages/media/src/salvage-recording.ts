/** Repairs a recording that a crash cut off: its header is made to say what is really there (C9). */

/**
 * Makes the header of the WAV file at `path` agree with its length. Returns seconds of audio, and whether anything had to
 * be repaired; a file too short to hold a header becomes an empty recording. Rejects when the file cannot be read or written.
 */
export function salvageRecording(
  _path: string,
): Promise<{ readonly seconds: number; readonly repaired: boolean }> {
  throw new Error('not yet')
}
