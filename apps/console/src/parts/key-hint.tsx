/** A key as it is printed beside what it does. */
import { Kbd } from '@mantine/core'

export const KeyHint = ({ children }: { children: string }) => (
  <Kbd aria-hidden data-key>
    {children}
  </Kbd>
)
