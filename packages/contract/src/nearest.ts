/** What somebody probably meant who wrote a name that does not exist. */

/**
 * The known name that is fewest keystrokes away, whatever its case; undefined when none is near.
 *
 * @param most keystrokes; a third of what was written when left out: more is another word
 */
export function nearest(
  written: string,
  known: Iterable<string>,
  most = Math.max(1, Math.floor(written.length / 3)),
): string | undefined {
  const wanted = written.toLowerCase()
  let least = most + 1
  let found: string | undefined
  for (const name of known) {
    const distance = keystrokes(wanted, name.toLowerCase(), least)
    if (distance < least) [least, found] = [distance, name]
  }
  return found
}

/** `; did you mean "ringSeconds"?`, or nothing. */
export function didYouMean(written: string, known: Iterable<string>, most?: number): string {
  const meant = nearest(written, known, most)
  return meant === undefined ? '' : `; did you mean "${meant}"?`
}

/** Letters to add, take away, replace or swap with the next (optimal string alignment); `most` when it is that many or more. */
function keystrokes(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) >= most) return most
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const line = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      line[column] = Math.min(
        (above[column] ?? most) + 1,
        (line[column - 1] ?? most) + 1,
        (above[column - 1] ?? most) + (same ? 0 : 1),
        row > 1 && column > 1 && swapped ? (before[column - 2] ?? most) + 1 : most,
      )
    }
    before = above
    above = line
  }
  return above[to.length] ?? most
}
