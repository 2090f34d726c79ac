/** The keys of the desk (design §5): function keys work everywhere, also while typing; all others outside of fields and dialogs. */
import { useEffect, useRef } from 'react'
import { isTyping } from '../shell/is-typing.ts'
import { type DeskKeyAction, type DeskKeyMap, keyName, worksEverywhere } from './keys/key-names.ts'

/** What each key does now; what is not there does nothing. */
export type DeskDeeds = Readonly<
  Partial<Record<Exclude<DeskKeyAction, 'people'>, (() => void) | undefined>>
> & {
  /** The person with this digit is chosen; undefined: nobody has it. */
  readonly person: (digit: string) => (() => void) | undefined
}

/** @param keys undefined: not known yet, none works */
export function useDeskKeys(keys: DeskKeyMap | undefined, deeds: DeskDeeds): void {
  const latest = useRef({ keys, deeds })
  latest.current = { keys, deeds }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = event.repeat || takesKeys(event.target) ? undefined : keyName(event)
      if (name === 'Escape' && !isFree(event.target)) leaveField(event.target)
      if (name === undefined || !(worksEverywhere(name) || isFree(event.target))) return
      const run = deedOf(name, latest.current)
      if (!run) return
      // Enter on a focused button is the button's; the desk has no use for it (it never answers).
      event.preventDefault()
      event.stopPropagation()
      run()
    }
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [])
}

/** Back to the call; a form or dialog around it also hears the key. */
const leaveField = (target: EventTarget | null) => {
  if (isTyping(target) && target instanceof HTMLElement && !target.closest('[role="dialog"]')) target.blur()
}

/** A key is being chosen there. */
const takesKeys = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[data-takes-keys]') !== null

const isFree = (target: EventTarget | null) =>
  !isTyping(target) && !(target instanceof Element && target.closest('[role="dialog"]'))

function deedOf(
  name: string,
  { keys, deeds }: { keys: DeskKeyMap | undefined; deeds: DeskDeeds },
): (() => void) | undefined {
  if (!keys) return undefined
  if (/^[1-9]$/.test(name)) return keys.people === null ? undefined : deeds.person(name)
  const action = Object.entries(keys).find(([, key]) => key === name)?.[0]
  return action === undefined
    ? undefined
    : deeds[action as keyof DeskDeeds & Exclude<DeskKeyAction, 'people'>]
}
