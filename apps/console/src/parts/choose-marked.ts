/** Enter in a list that is searched chooses what is marked there; it never sends the form around it while the list is open. */
import type { KeyboardEvent } from 'react'

/**
 * For `onKeyDown` of a `Select` with `selectFirstOptionOnChange`. The list itself looks, just after it has opened, for the choice made
 * before: where what was pasted leaves that out, it has forgotten the mark by then, and takes Enter for none of its business.
 */
export function chooseMarked(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, currentTarget } = event
  const isOpen = currentTarget.getAttribute('aria-expanded') === 'true'
  if (key !== 'Enter' || ctrlKey || metaKey || !isOpen) return
  event.preventDefault()
  const list = document.getElementById(currentTarget.getAttribute('aria-controls') ?? '')
  list?.querySelector<HTMLElement>('[data-combobox-selected]')?.click()
}
