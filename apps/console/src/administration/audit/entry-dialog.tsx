/** One change in full: each field before and after. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Modal } from '@mantine/core'
import form from '../../parts/form.module.css'
import { clockTime, fullDate, localZone } from '../../parts/time.ts'
import { useRoleWords } from '../role-words.ts'
import classes from './audit.module.css'
import { changedValues, valueInWords } from './changed-values.ts'
import type { Entry } from './entry.ts'
import { useFieldWords } from './field-words.ts'
import { useKindWords } from './kind-words.ts'
import { type KnownNames, nameOf } from './known-names.ts'
import { useValueWords } from './value-words.ts'

interface EntryDialogProps {
  readonly entry: Entry
  readonly known: KnownNames
  readonly onClose: () => void
}

export function EntryDialog({ entry, known, onClose }: EntryDialogProps) {
  const { t, i18n } = useLingui()
  const roles = useRoleWords()
  const kinds = useKindWords()
  const { at, actor, role, kind, action } = entry
  const values = changedValues(entry)
  const instant = (when: number | string) =>
    `${fullDate(when, localZone, i18n.locale)} ${clockTime(when, localZone, i18n.locale)}`
  const words = useValueWords(known, instant)
  const fields = useFieldWords()
  return (
    <Modal
      opened
      onClose={onClose}
      size={720}
      title={[kinds[kind] ?? kind, nameOf(entry, known)].filter(Boolean).join(' · ')}
    >
      <div className={form.form}>
        <p className="middle">
          {instant(at)}, {actor}
          {role && <> ({roles[role]})</>}
        </p>
        {values.length === 0 ? (
          <p className="quiet">
            <Trans>Its fields are not recorded.</Trans>
          </p>
        ) : (
          <table className={classes.values}>
            <thead>
              <tr>
                <th scope="col">{t`Field`}</th>
                {action !== 'created' && <th scope="col">{t`Before`}</th>}
                {action !== 'removed' && <th scope="col">{t`After`}</th>}
              </tr>
            </thead>
            <tbody>
              {values.map(({ field, before, after }) => (
                <tr key={field}>
                  <th scope="row">{fields(field)}</th>
                  {action !== 'created' && <td>{valueInWords(field, before, words)}</td>}
                  {action !== 'removed' && <td>{valueInWords(field, after, words)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Modal>
  )
}
