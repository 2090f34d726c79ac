/** A key as it is printed beside what it does, as keyboards of the language have it. */
import { useLingui } from '@lingui/react'
import { Kbd } from '@mantine/core'

export function KeyHint({ children }: { children: string }) {
  const { i18n } = useLingui()
  return (
    <Kbd aria-hidden data-key>
      {i18n.locale === 'de' ? children.replace('Ctrl', 'Strg') : children}
    </Kbd>
  )
}
