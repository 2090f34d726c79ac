/** What keys are called: as the desk's keys are kept (`F2`, `Shift F4`, `v`, `Alt v`), printed, and told to assistive technology. */
import type { AnswerOf } from '../../api/client.ts'

export type DeskKeyMap = AnswerOf<'getDeskKeys'>['keys']
/** What a key does. */
export type DeskKeyAction = keyof DeskKeyMap

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>

const isFunctionKey = (key: string) => /^F\d+$/.test(key)

/** @returns undefined for what the desk leaves to browser and system, such as Ctrl and Alt F4 */
export function keyName({ key, code, altKey, shiftKey, ctrlKey, metaKey }: Pressed): string | undefined {
  if (ctrlKey || metaKey) return undefined
  if (isFunctionKey(key)) return altKey ? undefined : shiftKey ? `Shift ${key}` : key
  if (!altKey) return key.length === 1 ? key.toLowerCase() : key
  // With Alt some systems type another character than the key shows.
  const [, plain] = /^(?:Key|Digit)(\w)$/.exec(code) ?? []
  return `Alt ${(plain ?? key).toLowerCase()}`
}

/** Whether it works also while somebody types. */
export const worksEverywhere = (name: string): boolean => /^(Shift )?F\d+$/.test(name)

const takeable =
  /^(?:(?:Shift )?F(?:[2489]|1[3-9]|2[0-4])|(?:Alt )?[!-0:-@[-~À-῿]|Arrow(?:Up|Down|Left|Right))$/

/** Whether the desk may take it: the browser's, digits of people and keys that move the focus it may not. */
export const isTakeable = (name: string): boolean => takeable.test(name)

const arrows: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** `⇧ F4`, `V`, `Alt V`, `↓`, `1 … 9` */
export function printedKey(name: string): string {
  if (name === '1-9') return '1 … 9'
  const key = name.replace('Shift ', '⇧ ')
  return arrows[key] ?? (worksEverywhere(name) ? key : key.replace(/.$/u, (last) => last.toUpperCase()))
}

/** For `aria-keyshortcuts`: `Shift+F4`. */
export const spokenKey = (name: string | null): string | undefined =>
  name === null ? undefined : name.replace(' ', '+')

/** Two things that one key does; undefined when each key does one. */
export function usedTwice(keys: DeskKeyMap): ReadonlySet<DeskKeyAction> {
  const entries = Object.entries(keys) as [DeskKeyAction, string | null][]
  const count = Map.groupBy(entries, ([, key]) => key)
  return new Set(
    entries.filter(([, key]) => key !== null && (count.get(key)?.length ?? 0) > 1).map(([action]) => action),
  )
}
