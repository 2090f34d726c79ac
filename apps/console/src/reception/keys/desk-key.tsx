/** The key of an action, printed beside it: whoever sits here may have chosen another, or none. */
import { createContext, useContext } from 'react'
import { KeyHint } from '../../parts/key-hint.tsx'
import { type DeskKeyAction, type DeskKeyMap, printedKey, spokenKey } from './key-names.ts'

const Keys = createContext<DeskKeyMap | undefined>(undefined)

export const DeskKeysProvider = Keys.Provider

/** The key as it is kept; null: switched off, or not known yet. */
export function useDeskKey(): (action: DeskKeyAction) => string | null {
  const keys = useContext(Keys)
  return (action) => keys?.[action] ?? null
}

/** For `aria-keyshortcuts`. */
export function useSpokenKey(): (action: DeskKeyAction) => string | undefined {
  const keyOf = useDeskKey()
  return (action) => spokenKey(keyOf(action))
}

export function DeskKey({ of }: { of: DeskKeyAction }) {
  const key = useDeskKey()(of)
  return key === null ? null : <KeyHint>{printedKey(key)}</KeyHint>
}
