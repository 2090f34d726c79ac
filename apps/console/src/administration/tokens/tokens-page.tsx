/** Tokens: programs that use the API, each with a role, a scope and an end. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconKey, IconPlus, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import type { Column } from '../../parts/data-table.tsx'
import form from '../../parts/form.module.css'
import { Listed } from '../../parts/listed.tsx'
import { RowActions } from '../../parts/row-actions.tsx'
import { SecretOnce } from '../../parts/secret-once.tsx'
import { Empty } from '../../parts/states.tsx'
import { fullDate, localZone, whenInWords } from '../../parts/time.ts'
import { useAddress } from '../../parts/use-address.ts'
import { usePages } from '../../parts/use-pages.ts'
import { may, useMe } from '../../session.ts'
import classes from '../administration.module.css'
import { useRoleWords } from '../role-words.ts'
import { useOrganizations } from '../use-organizations.ts'
import { TokenDialog } from './token-dialog.tsx'

export type Token = AnswerOf<'listApiTokens'>['items'][number]

/** What the list keeps in its address. */
export interface TokensSearch {
  dialog?: 'create' | 'revoke'
  token?: string
}

export function TokensPage() {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const [search, change] = useAddress<TokensSearch>()
  const tokens = usePages<Token>(['tokens'], (after) => api.listApiTokens({ query: { after, limit: 1000 } }))
  const [made, setMade] = useState<AnswerOf<'createApiToken'>>()
  const refresh = () => client.invalidateQueries({ queryKey: ['tokens'] })
  const close = () => change({ dialog: undefined, token: undefined })
  const opened = tokens.rows.find(({ id }) => id === search.token)
  const columns = useColumns(({ id }) => change({ dialog: 'revoke', token: id }))
  return (
    <>
      <div className={form.tools}>
        <p className="middle">
          <Trans>A program sends its token with each request and acts in the role that the token has.</Trans>
        </p>
        {may(me, 'create-api-token') && (
          <Button
            className={form.end}
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => change({ dialog: 'create' })}
          >
            <Trans>Make a token</Trans>
          </Button>
        )}
      </div>
      <Listed
        list={tokens}
        label={t`Tokens`}
        failed={t`The tokens could not be loaded.`}
        rows={tokens.rows}
        columns={columns}
        rowKey={({ id }) => id}
        onEnd={tokens.more}
        empty={
          <Empty icon={<IconKey size={24} stroke={1.5} />} title={t`No tokens yet.`}>
            <Trans>
              Booking systems, door displays and scripts use the API with a token instead of a password.
            </Trans>
          </Empty>
        }
      />
      {search.dialog === 'create' && (
        <TokenDialog
          onClose={close}
          onMade={(token) => {
            void refresh()
            close()
            setMade(token)
          }}
        />
      )}
      {search.dialog === 'revoke' && opened && (
        <Confirm
          title={t`Revoke the token “${opened.name}”?`}
          act={t`Revoke`}
          onClose={close}
          onAct={async () => {
            await api.revokeApiToken({ params: { tokenId: opened.id } })
            await refresh()
          }}
        >
          <Trans>Whatever uses it is refused from the next request on. This cannot be undone.</Trans>
        </Confirm>
      )}
      {made && (
        <SecretOnce
          title={t`Token “${made.token.name}”`}
          secret={made.secret}
          onClose={() => setMade(undefined)}
        >
          <Trans>Copy it into the program now: it is shown this once.</Trans>
        </SecretOnce>
      )}
    </>
  )
}

function useColumns(onRevoke: (token: Token) => void): readonly Column<Token>[] {
  const { t, i18n } = useLingui()
  const me = useMe()
  const words = useRoleWords()
  const { byId } = useOrganizations()
  return [
    {
      id: 'name',
      header: t`Token`,
      width: 'minmax(110px, 1.3fr)',
      cell: ({ name }) => <strong>{name}</strong>,
    },
    { id: 'role', header: t`Role`, width: '130px', from: 420, cell: ({ role }) => words[role] },
    {
      id: 'where',
      header: t`Acts for`,
      width: 'minmax(130px, 1.2fr)',
      from: 620,
      cell: ({ organizationId, operatorId, siteIds }) => (
        <>
          {byId.get(organizationId ?? operatorId ?? '')?.name ?? t`Platform`}
          {siteIds && (
            <span className={classes.second}>
              <Plural value={siteIds.length} one="# site" other="# sites" />
            </span>
          )}
        </>
      ),
    },
    {
      id: 'by',
      header: t`Made by`,
      width: 'minmax(100px, 0.8fr)',
      from: 960,
      cell: ({ createdBy }) => createdBy,
    },
    {
      id: 'ends',
      header: t`Ends`,
      width: '110px',
      figures: true,
      from: 760,
      cell: ({ expiresAt }) =>
        expiresAt ? fullDate(expiresAt, localZone, i18n.locale) : <span className="quiet">{t`Never`}</span>,
    },
    {
      id: 'used',
      header: t`Last used`,
      width: '110px',
      figures: true,
      cell: ({ lastUsedAt }) =>
        lastUsedAt ? (
          whenInWords(lastUsedAt, Date.now(), localZone, i18n.locale)
        ) : (
          <span className="quiet">{t`Not yet`}</span>
        ),
    },
    {
      id: 'actions',
      header: <span className="unseen">{t`Actions`}</span>,
      width: 'minmax(40px, 110px)',
      end: true,
      cell: (token) =>
        may(me, 'revoke-api-token') && (
          <RowActions
            name={token.name}
            actions={[
              { label: t`Revoke`, icon: <IconX size={15} aria-hidden />, onClick: () => onRevoke(token) },
            ]}
          />
        ),
    },
  ]
}
