/** Method names as the few texts they are, so that comparing them is comparing references. */

const usual = ['INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS', 'REGISTER', 'INFO', 'UPDATE', 'PRACK'] as const

/** The method that spans `start` to `end`: one of the usual ones without a copy, else cut out. */
export function methodName(text: string, start: number, end: number): string {
  const length = end - start
  for (const name of usual) if (name.length === length && text.startsWith(name, start)) return name
  return text.slice(start, end)
}
