/** Partial changes: a field that is absent or undefined is left as it is. */

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The fields of `changes` that are there; null stays, for it clears a field. */
export function present<T extends object>(changes: T): Present<T> {
  const kept: Present<T> = {}
  for (const key in changes) {
    const value = changes[key]
    if (value !== undefined) kept[key] = value as Exclude<T[typeof key], undefined>
  }
  return kept
}
