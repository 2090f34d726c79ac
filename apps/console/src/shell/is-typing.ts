/** Inputs that take no text: single keys are not theirs. */
const textless = ['checkbox', 'radio', 'button', 'submit', 'file', 'range']

/** Whether the person is typing: single keys then belong to the field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !textless.includes(target.type)
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}
