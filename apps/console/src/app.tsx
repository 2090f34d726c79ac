/** The console: language, theme, cache, pages. */
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiRefusal } from './api/client.ts'
import { queryClient } from './api/query-client.ts'
import { speakFirst } from './locales/language.ts'
import { FieldFaults } from './parts/field-faults.tsx'
import { router } from './router.tsx'
import { cssVariables, theme } from './theme/theme.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

// The scroll lock of dialogs adds a style of its own and asks here for the nonce of the page.
Object.assign(globalThis, { __webpack_nonce__: nonce })

// The page of the address and the words: the first frame has both.
await Promise.all([router.load(), speakFirst()])
if (document.readyState === 'loading')
  await new Promise((parsed) => document.addEventListener('DOMContentLoaded', parsed, { once: true }))

/** A refusal that a boundary has put into words is no fault of the console. */
const onCaughtError = (error: unknown) => {
  if (!(error instanceof ApiRefusal)) console.error(error)
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
