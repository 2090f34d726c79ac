/** Keeps a failure to its part of the page: what cannot be found is said as such, what failed can be tried again. */

import { useLingui } from '@lingui/react/macro'
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Component, type ReactNode } from 'react'
import { ApiRefusal } from '../api/client.ts'
import { Failed, NothingHere } from './states.tsx'

export function Boundary({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Catch
          whenFailed={(error, retry) =>
            isNothing(error) ? (
              <NothingHere />
            ) : (
              <Failed
                what={t`This part could not be loaded.`}
                error={error}
                retry={() => {
                  reset()
                  retry()
                }}
              />
            )
          }
        >
          {children}
        </Catch>
      )}
    </QueryErrorResetBoundary>
  )
}

/** There is no such thing, it is not theirs, or its identifier in the address is none: which of these is nobody’s business. */
export const isNothing = (error: Error): boolean =>
  error instanceof ApiRefusal && (error.status === 404 || error.status === 403 || isOfAddress(error))

const isOfAddress = ({ code, details }: ApiRefusal): boolean =>
  code === 'invalid-request' && details?.fields?.some(({ field }) => field.startsWith('path.')) === true

/** Stands for a page that failed, such as one that could not be loaded; the menu around it stays. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui()
  const router = useRouter()
  // The router asks for the page once more, and then shows it.
  const retry = () => void router.invalidate().then(reset)
  const failure = error instanceof Error ? error : new Error(String(error))
  return <Failed what={t`This part could not be loaded.`} error={failure} retry={retry} />
}

interface CatchProps {
  readonly children: ReactNode
  readonly whenFailed: (error: Error, retry: () => void) => ReactNode
}

class Catch extends Component<CatchProps, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error
      ? this.props.whenFailed(error, () => this.setState({ error: undefined }))
      : this.props.children
  }
}
