/** The console: language, theme, cache, pages. */
import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiRefusal } from './api/client.ts'
import { queryClient } from './api/query-client.ts'
import { printNumbersBy } from './api/server-words.ts'
import { speakFirst } from './locales/language.ts'
import { FieldFaults } from './parts/field-faults.tsx'
import { isMissingPart, loadsAnew, noteMissing, reachPage } from './parts/missing-part.ts'
import { withNumbersPrinted } from './parts/numbers.ts'
import { router } from './router.tsx'
import './shell/second-click.ts'
import { cssVariables, theme } from './theme/theme.ts'

/** When the page was last loaded anew because a part of it was missing, epoch ms: kept for as long as the tab is open. */
const RELOADED = 'mainline-reloaded'
/** A part that is still missing after that is a failure, and said as one. */
const RELOADED_JUST_NOW_MS = 10_000

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

// The scroll lock of dialogs adds a style of its own and asks here for the nonce of the page.
Object.assign(globalThis, { __webpack_nonce__: nonce })

printNumbersBy(withNumbersPrinted)

// The server has been updated under an open page: what the page would load now is there no more, and a new page is.
window.addEventListener('vite:preloadError', ({ payload }) => {
  noteMissing(payload)
  // In the browser's own words the router would take it for a reason to load the page anew, whatever is typed in it.
  payload.message = i18n._(
    msg`The server cannot be reached, or has been updated: save what you typed, then load the page anew.`,
  )
  const before = Number(sessionStorage.getItem(RELOADED))
  if (Date.now() - before < RELOADED_JUST_NOW_MS) return
  void loadsAnew(reachPage).then((anew) => {
    if (!anew) return
    sessionStorage.setItem(RELOADED, String(Date.now()))
    location.reload()
  })
})

// The page of the address and the words: the first frame has both.
await Promise.all([router.load(), speakFirst()])
if (document.readyState === 'loading')
  await new Promise((parsed) => document.addEventListener('DOMContentLoaded', parsed, { once: true }))

/** A refusal that a boundary has put into words is no fault of the console, nor is a part that the server has no more. */
const onCaughtError = (error: unknown) => {
  if (error instanceof ApiRefusal || (error instanceof Error && isMissingPart(error))) return
  console.error(error)
}

const whole = (
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <FieldFaults />
          <Notifications limit={3} autoClose={10_000} position="bottom-right" />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  </StrictMode>
)

const root = document.getElementById('root')
if (root) {
  // As a transition React draws the page in slices, between which the browser hears keys and pointer.
  startTransition(() => createRoot(root, { onCaughtError }).render(whole))
}
