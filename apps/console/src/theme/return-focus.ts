/**
 * The `ref` of something in every dialog. Most dialogs are taken out of the page as they close, which Mantine does not
 * see: the focus goes back to what had it before.
 */
export function returnFocus(shown: HTMLElement | null): (() => void) | undefined {
  if (!shown) return
  const before = document.activeElement
  return () =>
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    })
}
