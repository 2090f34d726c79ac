/** The dialogs of a main number, each loaded when it is first opened; which one is open stands in the address. */
import { lazy, Suspense } from 'react'
import { Boundary } from '../parts/boundary.tsx'
import { may, useMe } from '../session.ts'
import type { PhoneNumber } from './main-number.tsx'
import { useTelephonySearch } from './search.ts'
import type { Organization, Site } from './telephony.tsx'

export interface MainDialogProps {
  readonly number: PhoneNumber
  readonly organization: Organization
  readonly site: Site
  readonly onClose: () => void
}

const CallSettingsDialog = lazy(() => import('./call-settings/call-settings-dialog.tsx'))
const HuntGroupDialog = lazy(() => import('./hunt-group/hunt-group-dialog.tsx'))
const GreetingsDialog = lazy(() => import('./greetings/greetings-dialog.tsx'))
const ResetPinDialog = lazy(() => import('./reset-pin-dialog.tsx'))
const DeactivateDialog = lazy(() => import('./deactivate-dialog.tsx'))
const NumberDialog = lazy(() => import('./number-dialog.tsx'))
const TryItDialog = lazy(() => import('./try-it-dialog.tsx'))

export function MainDialogs(props: Omit<MainDialogProps, 'onClose'>) {
  const me = useMe()
  const [{ dialog }, change] = useTelephonySearch()
  const onClose = () => {
    change({ dialog: undefined, panel: undefined, version: undefined, change: undefined })
    // The focus goes back to the row, whatever opened the dialog.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-main-row]')?.focus())
  }
  const all = { ...props, onClose }
  return (
    <Boundary key={dialog ?? ''}>
      <Suspense>
        {dialog === 'call-settings' && <CallSettingsDialog {...all} />}
        {dialog === 'hunt-group' && <HuntGroupDialog {...all} />}
        {dialog === 'greetings' && <GreetingsDialog {...all} />}
        {dialog === 'pin' && <ResetPinDialog {...all} />}
        {dialog === 'deactivate' && <DeactivateDialog {...all} />}
        {dialog === 'edit' && may(me, 'update-number') && <NumberDialog {...all} />}
        {dialog === 'try' && <TryItDialog {...all} />}
      </Suspense>
    </Boundary>
  )
}
