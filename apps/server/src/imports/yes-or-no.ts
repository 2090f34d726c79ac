/** A cell that says yes or no. */

const answers: Readonly<Record<string, boolean>> = {
  '': false,
  yes: true,
  true: true,
  '1': true,
  no: false,
  false: false,
  '0': false,
}

/** Empty is no. @returns undefined when it is neither */
export const isYes = (cell: string): boolean | undefined => answers[cell.toLowerCase()]
