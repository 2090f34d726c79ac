/** Lists in which saying a thing twice means no more than saying it once. */

/** Each item once, in the order of its first place. */
export const distinct = <Item>(items: readonly Item[]): Item[] => [...new Set(items)]

/** The same of e-mail addresses, which are one however they are capitalised; the first is kept as it was typed. */
export const distinctAddresses = (addresses: readonly string[]): string[] =>
  addresses.filter((address, i) => addresses.findIndex((other) => isSame(other, address)) === i)

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
