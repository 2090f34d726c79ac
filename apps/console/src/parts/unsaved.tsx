/** What was typed and not saved: the parts of a dialog tell it, whoever would close the dialog asks for it. */
import { createContext, useContext, useEffect, useId } from 'react'

/** The parts that hold something unsaved just now. */
export const Unsaved = createContext<Set<string>>(new Set())

/** Tells the dialog around this part whether something is typed in it that is not saved. */
export function useUnsaved(changed: boolean): void {
  const unsaved = useContext(Unsaved)
  const part = useId()
  useEffect(() => {
    if (changed) unsaved.add(part)
    return () => void unsaved.delete(part)
  }, [unsaved, part, changed])
}
