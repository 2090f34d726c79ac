/**
 * A link of a long list. The router's own one watches the address, so that each keystroke in a filter, which is in the
 * address, would draw every link of the list anew.
 */
import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

interface RowLinkProps {
  readonly href: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function RowLink({ href, className, children }: RowLinkProps) {
  const router = useRouter()
  const open = (event: MouseEvent) => {
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    if (elsewhere) return
    event.preventDefault()
    void router.navigate({ href })
  }
  return (
    <a href={href} className={className} onClick={open}>
      {children}
    </a>
  )
}
