/** What each side heard: codec, loss, jitter, and an estimate of the quality (ITU-T G.107, simplified) as MOS. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { Status, Tag } from '../parts/state-badge.tsx'
import type { CallInFull } from './call-words.ts'
import classes from './media-quality.module.css'

interface Side {
  readonly party: string
  readonly codec: string | undefined
  readonly received: number
  readonly lost: number
  readonly jitterMs: number
}

/** Below this people begin to ask each other to repeat. */
const GOOD_MOS = 4

export function MediaQuality({ call }: { call: CallInFull }) {
  const { t } = useLingui()
  const sides = sidesOf(call.mediaStats)
  const worst = Math.min(...sides.map(mosOf))
  return (
    <section className={`card ${classes.card}`} aria-labelledby="media">
      <header className={classes.head}>
        <h2 id="media">
          <Trans>Media quality</Trans>
        </h2>
        {sides.length > 0 &&
          (worst >= GOOD_MOS ? (
            <Tag tone="ok" icon={<IconCircleCheck size={14} aria-hidden />}>{t`Good`}</Tag>
          ) : (
            <Tag tone="wait" icon={<IconAlertTriangle size={14} aria-hidden />}>{t`Impaired`}</Tag>
          ))}
      </header>
      {sides.length === 0 ? (
        <p className={`${classes.none} quiet`}>
          <Trans>No audio flowed in this call.</Trans>
        </p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t`Side`}</th>
              <th>{t`Codec`}</th>
              <th>{t`Loss`}</th>
              <th>{t`Jitter`}</th>
              <th>
                <abbr title={t`Mean opinion score, 1 to 4.5`}>MOS</abbr>
              </th>
            </tr>
          </thead>
          <tbody>
            {sides.map((side) => {
              const mos = mosOf(side)
              return (
                <tr key={side.party}>
                  <td>{side.party === 'caller' ? t`Caller` : t`Called side`}</td>
                  <td>{side.codec ?? '–'}</td>
                  <td className="figures">{lossOf(side).toFixed(1)} %</td>
                  <td className="figures">{t`${Math.round(side.jitterMs)} ms`}</td>
                  <td className="figures">
                    {mos >= GOOD_MOS ? (
                      mos.toFixed(1)
                    ) : (
                      <Status tone="wait" icon={<IconAlertTriangle size={14} aria-hidden />}>
                        {mos.toFixed(1)}
                      </Status>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}

function sidesOf(stats: unknown): readonly Side[] {
  const listed: readonly Partial<Side>[] = Array.isArray(stats) ? stats : []
  return listed.flatMap(({ party, codec, received = 0, lost = 0, jitterMs = 0 }) =>
    party === undefined || received === 0 ? [] : [{ party, codec, received, lost, jitterMs }],
  )
}

const lossOf = ({ received, lost }: Side): number =>
  received + lost > 0 ? (lost / (received + lost)) * 100 : 0

/** R = 93.2 − loss and delay impairments for G.711 with concealment; MOS from R. */
function mosOf(side: Side): number {
  const loss = lossOf(side)
  const delay = 20 + 2 * side.jitterMs
  const r = 93.2 - 0.024 * delay - (95 * loss) / (loss + 25.1)
  return 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6
}
