/** What is opened or said below what is seen, under the foot of a dialog: it comes into view. */
import { returnFocus } from '../theme/return-focus.ts'

/** The `ref` of something that is told: a refusal that appears under the fold. */
export function intoView(shown: HTMLElement | null): void {
  // A frame later: the router puts the page where it was scrolled to once the new address is drawn.
  requestAnimationFrame(() => shown?.scrollIntoView({ block: 'nearest' }))
}

/** The `ref` of a panel: also takes the focus as it opens, its first field or else itself, and gives it back as it goes. */
export function openedPanel(panel: HTMLElement | null): (() => void) | undefined {
  if (!panel) return
  const giveBack = returnFocus(panel)
  intoView(panel)
  const first = panel.querySelector<HTMLElement>('[data-autofocus]') ?? panel
  first.focus({ preventScroll: true })
  return giveBack
}
