/** Whose call it is, for an answering service that has no account here: its link stands in the INVITE (C7). */
import { useLingui } from '@lingui/react/macro'
import { IconClockOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { type AnswerOf, ApiRefusal, api } from '../api/client.ts'
import { Empty, Failed } from '../parts/states.tsx'
import { whenInWords } from '../parts/time.ts'
import classes from './card.module.css'
import { ReceptionCard } from './card.tsx'

export function CalledCompanyPage() {
  const { t } = useLingui()
  // Behind `#`, which no log of addresses keeps.
  const link = useLocation().hash
  const { data, error, refetch } = useQuery({
    queryKey: ['card-link', link],
    queryFn: () => api.openCardLink({ params: { link } }),
    retry: (count, reason) => !(reason instanceof ApiRefusal) && count < 3,
  })
  const company = data?.card.organization
  useEffect(() => {
    if (company !== undefined) document.title = `${company} · Mainline`
  }, [company])
  return (
    <main className={classes.alone}>
      {data && <CardOf {...data} />}
      {error instanceof ApiRefusal ? (
        <Empty icon={<IconClockOff size={24} aria-hidden />} title={t`This link is over.`} heading="h1">
          {t`The next call for the company brings another one.`}
        </Empty>
      ) : (
        error && <Failed what={t`The card is not there.`} error={error} retry={() => void refetch()} />
      )}
    </main>
  )
}

function CardOf({ card, zone }: AnswerOf<'openCardLink'>) {
  const { t, i18n } = useLingui()
  const { organization, pronunciation, greeting, comments, open } = card
  const until = (at: string) => t`until ${whenInWords(at, Date.now(), zone, i18n.locale)}`
  return (
    <ReceptionCard
      isTitle
      company={organization}
      pronunciation={pronunciation ?? undefined}
      greeting={greeting}
      comments={comments.map(({ text, expiresAt }) => ({
        text,
        until: expiresAt ? until(expiresAt) : undefined,
      }))}
      line={open ? t`Main number, in hours` : t`Main number, out of hours`}
    />
  )
}
