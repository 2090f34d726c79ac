/** Every page but the sign-in: waits until it is known who is here, and opens the sign-in over it when that ends. */
import { Loader } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useState } from 'react'
import { onSessionOver } from '../api/client.ts'
import { LiveProvider } from '../api/live.tsx'
import { useSession } from '../session.ts'
import { SignInAgain } from '../sign-in/sign-in-again.tsx'
import { CrumbsProvider } from './crumbs.tsx'
import { Shell } from './shell.tsx'

export function SignedIn() {
  const { data, isPending } = useSession()
  // Drawn in slices: all of the page hangs on it.
  const me = useDeferredValue(data)
  const { href } = useLocation()
  const [over, setOver] = useState(false)
  useEffect(() => {
    // The first question "who am I" may be refused too: that leads to the sign-in page, not to a dialog over nothing.
    if (me) onSessionOver(() => setOver(true))
    return () => onSessionOver(() => {})
  }, [me])
  const navigate = useNavigate()
  const nobody = !isPending && !data
  useEffect(() => {
    // This page stays until the sign-in page is loaded: its address must not become its own "to".
    if (nobody && !href.startsWith('/sign-in'))
      void navigate({ to: '/sign-in', search: { to: href }, replace: true })
  }, [nobody, href, navigate])
  if (isPending || nobody || !me) return <Loader m="xl" aria-label="Mainline" />
  return (
    <CrumbsProvider>
      <LiveProvider key={me.active.membershipId} over={over}>
        <Shell />
        {over && <SignInAgain email={me.email ?? ''} onDone={() => setOver(false)} />}
      </LiveProvider>
    </CrumbsProvider>
  )
}
