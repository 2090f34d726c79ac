/** What stands where content is missing: nothing yet, nothing found, a part that failed, an address without a page. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Skeleton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ApiRefusal } from '../api/client.ts'
import { isMissingPart, loadAnew } from './missing-part.ts'
import classes from './states.module.css'

/** Nothing yet: what this is, how it comes about, the action if the role has it. */
export function Empty({
  icon,
  title,
  children,
  action,
  heading: Heading = 'h2',
}: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
  /** `h1` where it is all that the page has. */
  heading?: 'h1' | 'h2' | 'h3'
}) {
  return (
    <div className={classes.empty}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <Heading className={classes.title}>{title}</Heading>
      {children && <div className={classes.words}>{children}</div>}
      {action}
    </div>
  )
}

/** One part that failed: what, why, and a way to try again, or to the page that has it. The rest of the page works. */
export function Failed({ what, error, retry }: { what: string; error: Error; retry?: () => void }) {
  // To ask once more makes no other role of it; pages without a menu need a way out.
  const barred = error instanceof ApiRefusal && error.status === 403
  const missing = isMissingPart(error)
  return (
    <div className={classes.failed} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        <strong>{what}</strong> {error.message}
      </div>
      {barred && (
        <a href="/">
          <Trans>Home</Trans>
        </a>
      )}
      {missing && (
        <Button variant="default" size="compact-sm" onClick={() => void loadAnew(retry)}>
          <Trans>Load anew</Trans>
        </Button>
      )}
      {retry && !barred && !missing && (
        <Button variant="default" size="compact-sm" onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  )
}

/** The same page for what does not exist and for what belongs to somebody else. */
export function NothingHere() {
  return <Nothing />
}

function Nothing({ action }: { action?: ReactNode }) {
  const { t } = useLingui()
  return (
    <Empty title={t`Nothing here under this address.`} heading="h1" action={action}>
      <Trans>Check the address, or search for a number, company or person.</Trans>
    </Empty>
  )
}

/** The same, for an address that no page has: there is no menu around it. */
export function NoSuchPage() {
  return (
    <main>
      <Nothing
        action={
          <a href="/">
            <Trans>Home</Trans>
          </a>
        }
      />
    </main>
  )
}

/** Rows of the exact height of those that will come. */
export function SkeletonRows({ rows, height = 36 }: { rows: number; height?: number }) {
  return (
    <div aria-hidden className={classes.skeleton}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have no other identity
        <div key={index} style={{ height }}>
          <Skeleton height={10} width={`${35 + ((index * 37) % 45)}%`} radius="xs" />
        </div>
      ))}
    </div>
  )
}
