/** Every page but the sign-in: waits until it is known who is here, and opens the sign-in over it when that ends. */
import { useLingui } from '@lingui/react/macro'
import { Loader } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { onSessionOver } from '../api/client.ts'
import { LiveProvider } from '../api/live.tsx'
import { Failed } from '../parts/states.tsx'
import { isNobody, useSession } from '../session.ts'
import { SignInAgain } from '../sign-in/sign-in-again.tsx'
import { CrumbsProvider } from './crumbs.tsx'
import { Shell } from './shell.tsx'

export function SignedIn() {
  const { data, error, isPending } = useSession()
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
  const nobody = !data && !isPending && isNobody(error)
  // While it is asked again the last answer stands: what is said does not come and go.
  const failed = useRef<Error>(undefined)
  failed.current = data ? undefined : (error ?? failed.current)
  useEffect(() => {
    // This page stays until the sign-in page is loaded: its address must not become its own "to".
    if (nobody && !href.startsWith('/sign-in'))
      void navigate({ to: '/sign-in', search: { to: href }, replace: true })
  }, [nobody, href, navigate])
  if (failed.current && !nobody) return <NotThere error={failed.current} />
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

/** The server says nothing about who is here: restarting, or out of reach. */
function NotThere({ error }: { error: Error }) {
  const { t } = useLingui()
  return (
    <main>
      <Failed what={t`Mainline is not there just now; it is asked again by itself.`} error={error} />
    </main>
  )
}
