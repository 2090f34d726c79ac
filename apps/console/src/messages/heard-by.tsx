/** Who heard a message, and when (N11): at the console, by a link, in an export, by telephone. */
import { Trans, useLingui } from '@lingui/react/macro'
import type { AnswerOf } from '../api/client.ts'
import { said } from '../api/server-words.ts'
import { clockTime, dateInWords, localZone } from '../parts/time.ts'
import classes from './message-detail.module.css'
import { useMessageDetail } from './use-message-detail.ts'

type Access = AnswerOf<'getMessage'>['accesses'][number]

export function HeardBy({ messageId }: { messageId: string }) {
  const { data } = useMessageDetail(messageId)
  if (!data || data.accesses.length === 0) return null
  return (
    <section aria-labelledby="heard-by">
      <h3 id="heard-by">
        <Trans>Heard by</Trans>
      </h3>
      <ul className={classes.letters}>
        {data.accesses.map((access) => (
          <li key={`${access.at} ${access.way} ${access.by}`}>
            <span className="cut">{isPerson(access) ? access.by : said(access.by)}</span>
            <span className="middle figures">
              <HowAndWhen access={access} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Somebody who signed in, by name; all others are described by the server. */
const isPerson = ({ way }: Access): boolean => way === 'console' || way === 'export'

function HowAndWhen({ access: { way, at } }: { access: Access }) {
  const { t, i18n } = useLingui()
  const ways = {
    console: t`at the console`,
    link: t`by a link`,
    export: t`in an export`,
    telephone: t`by telephone`,
  }
  return `${ways[way]}, ${dateInWords(at, Date.now(), localZone, i18n.locale)}, ${clockTime(at, localZone, i18n.locale)}`
}
