/** Users: who may sign in, in which role and where; and the invitations that are open. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconSearch, IconUserPlus } from '@tabler/icons-react'
import { useDeferredValue } from 'react'
import { api } from '../../api/client.ts'
import form from '../../parts/form.module.css'
import { KeyHint } from '../../parts/key-hint.tsx'
import { Listed } from '../../parts/listed.tsx'
import { Empty } from '../../parts/states.tsx'
import { useAddress } from '../../parts/use-address.ts'
import { usePages } from '../../parts/use-pages.ts'
import { may, useMe } from '../../session.ts'
import { Invitations } from './invitations.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { PasswordLinkDialog } from './password-link-dialog.tsx'
import { RetireDialog } from './retire-dialog.tsx'
import type { User, UsersScope } from './user.ts'
import { THREE_LINES, useUserColumns } from './user-columns.tsx'
import { UserDialog } from './user-dialog.tsx'

/** What the list keeps in its address. */
export interface UsersSearch {
  state?: 'retired'
  search?: string
  dialog?: 'invite' | 'user' | 'retire' | 'password'
  user?: string
}

export const UsersPage = () => <Users />

export function Users({ organization }: UsersScope) {
  const { t } = useLingui()
  const me = useMe()
  const [search, change] = useAddress<UsersSearch>()
  const filter = { organizationId: organization?.id, state: search.state ?? ('active' as const) }
  const users = usePages<User>(['users', filter], (after, signal) =>
    api.listUsers({ query: { ...filter, after, limit: 1000 } }, { signal }),
  )
  const wanted = useDeferredValue(search.search?.trim().toLowerCase() ?? '')
  const rows = users.rows.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted))
  const onPhone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false })
  const columns = useUserColumns({
    onPhone,
    withCompany: !organization,
    onEdit: ({ membershipId }) => change({ dialog: 'user', user: membershipId }),
    onPassword: ({ membershipId }) => change({ dialog: 'password', user: membershipId }),
    onRetire: ({ membershipId }) => change({ dialog: 'retire', user: membershipId }),
  })
  const close = () => change({ dialog: undefined, user: undefined })
  const opened = users.rows.find(({ membershipId }) => membershipId === search.user)
  return (
    <>
      <div className={form.tools}>
        <SegmentedControl
          aria-label={t`State`}
          value={search.state ?? 'active'}
          onChange={(value) => change({ state: value === 'retired' ? 'retired' : undefined })}
          data={[
            { value: 'active', label: t`Active` },
            { value: 'retired', label: t`Retired` },
          ]}
        />
        <TextInput
          data-filter
          className={form.search}
          aria-label={t`Name or e-mail`}
          placeholder={t`Name or e-mail`}
          leftSection={<IconSearch size={15} aria-hidden />}
          rightSection={<KeyHint>/</KeyHint>}
          value={search.search ?? ''}
          onChange={({ currentTarget }) => change({ search: currentTarget.value || undefined })}
        />
        {may(me, 'invite-user') && (
          <Button
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => change({ dialog: 'invite' })}
          >
            <Trans>Invite</Trans>
          </Button>
        )}
      </div>
      <Listed
        list={users}
        label={t`Users`}
        failed={t`The users could not be loaded.`}
        rows={rows}
        columns={columns}
        rowKey={({ membershipId }) => membershipId}
        {...(onPhone && { rowHeight: THREE_LINES })}
        stale={users.stale}
        onEnd={users.more}
        height="60dvh"
        empty={
          wanted ? (
            <Empty
              title={t`No users match.`}
              action={
                <Button variant="default" onClick={() => change({ search: undefined })}>
                  <Trans>Clear filter</Trans>
                </Button>
              }
            />
          ) : search.state === 'retired' ? (
            <Empty title={t`Nobody is retired.`}>
              <Trans>Who is retired cannot sign in any more; what they did stays in the audit.</Trans>
            </Empty>
          ) : (
            <Empty title={t`Nobody can sign in here yet.`}>
              <Trans>Invite the first user; the link works once, for seven days.</Trans>
            </Empty>
          )
        }
      />
      {search.state !== 'retired' && <Invitations organizationId={organization?.id} />}
      {search.dialog === 'invite' && <InviteDialog organization={organization} onClose={close} />}
      {search.dialog === 'user' && opened && (
        <UserDialog key={opened.membershipId} user={opened} onClose={close} />
      )}
      {search.dialog === 'password' && opened && <PasswordLinkDialog user={opened} onClose={close} />}
      {search.dialog === 'retire' && opened && <RetireDialog user={opened} onClose={close} />}
    </>
  )
}
