/** Who answers when the reception does not in time, or nobody is there (C7): the next step, another site, or a service outside. */
import { useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import type { AnswerOf } from '../../api/client.ts'
import { useSitesOfReception } from '../../reception/use-reception-site.ts'

type Overflow = AnswerOf<'getReception'>['overflow']

interface Props {
  readonly siteId: string
  readonly overflow: Overflow
  readonly change: (overflow: Overflow) => void
}

export function OverflowFields({ siteId, overflow, change }: Props) {
  const { t } = useLingui()
  const sites = useSitesOfReception()
  const others = (sites.data?.items ?? []).filter(({ id }) => id !== siteId)
  const choose = (value: string) => {
    if (value === '') change(null)
    else if (value === 'outside') change({ to: 'outside', address: '' })
    else change({ to: 'site', siteId: value })
  }
  return (
    <>
      <NativeSelect
        label={t`When nobody answers in time, or nobody is there`}
        value={overflow?.to === 'site' ? overflow.siteId : (overflow?.to ?? '')}
        onChange={({ currentTarget: { value } }) => choose(value)}
        data={[
          { value: '', label: t`the next step of the route` },
          ...others.map(({ id, name }) => ({ value: id, label: t`the reception of ${name}` })),
          { value: 'outside', label: t`an answering service outside` },
        ]}
      />
      {overflow?.to === 'outside' && (
        <TextInput
          label={t`Answering service outside`}
          description={t`A number such as +442079460555, or sip:name@host. It is told the company, with a link to its card.`}
          value={overflow.address}
          onChange={({ currentTarget: { value } }) => change({ to: 'outside', address: value })}
        />
      )}
    </>
  )
}
