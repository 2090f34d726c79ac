/** Whether anything in the whole page is typed and not saved: asked before the page is loaded anew by itself. */

const guards = new Set<() => boolean>()

/** @param unsaved whether something would be lost now @returns ends the guard */
export function guardUnsaved(unsaved: () => boolean): () => void {
  guards.add(unsaved)
  return () => void guards.delete(unsaved)
}

export const holdsUnsaved = (): boolean => [...guards].some((unsaved) => unsaved())
