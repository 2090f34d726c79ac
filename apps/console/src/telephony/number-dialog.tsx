/** A number's own fields (N12): what it is called, its EXT, in which language it speaks, whom it is assigned to (N4). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NumberInput, TextInput } from '@mantine/core'
import { FormDialog } from '../parts/form-dialog.tsx'
import { LanguageField } from '../parts/language-field.tsx'
import { printed } from '../parts/numbers.ts'
import { isOperator, may, useMe } from '../session.ts'
import type { PhoneNumber } from './main-number.tsx'
import { PersonField } from './person-field.tsx'
import { StaleNote } from './stale-note.tsx'
import type { Site } from './telephony.tsx'
import { useNumberForm } from './use-number-form.ts'

interface Props {
  readonly number: PhoneNumber
  readonly site: Pick<Site, 'extensionFirst' | 'extensionLast' | 'language'>
  readonly onClose: () => void
}

export default function NumberDialog({ number, site, onClose }: Props) {
  const { t } = useLingui()
  const me = useMe()
  const { draft, change, faultOf, ...form } = useNumberForm(number, onClose)
  const { extensionFirst, extensionLast } = site
  const byOperator = isOperator(me.active.role)
  const hasPerson = number.kind === 'ordinary' && number.organizationId !== null && may(me, 'list-users')
  return (
    <FormDialog
      title={t`Edit ${printed(number.e164)}`}
      verb={<Trans>Save</Trans>}
      sending={form.saving}
      error={form.error}
      fault={form.fault}
      note={<Trans>Holds for the next call.</Trans>}
      onSend={form.save}
      onClose={onClose}
    >
      <TextInput
        label={t`Name`}
        description={t`Who or what it is. Empty: the name of its company.`}
        placeholder={t`Front desk`}
        data-autofocus
        data-longest={120}
        value={draft.label}
        error={faultOf('label')}
        onChange={({ currentTarget }) => change({ label: currentTarget.value })}
      />
      {byOperator && (
        <NumberInput
          label="EXT"
          description={t`What colleagues dial: from ${extensionFirst} to ${extensionLast} at this site. Empty: none.`}
          inputMode="numeric"
          hideControls
          allowNegative={false}
          allowDecimal={false}
          value={draft.extension}
          error={faultOf('extension')}
          onChange={(value) => change({ extension: String(value) })}
        />
      )}
      {hasPerson && (
        <PersonField
          number={number}
          value={draft.assignedTo}
          error={faultOf('assignedTo')}
          onChange={(assignedTo) => change({ assignedTo })}
        />
      )}
      <LanguageField
        label={t`Language of what is spoken`}
        description={t`What has no prompt in it is spoken in English.`}
        value={draft.language}
        ofSite={site.language}
        onChange={(language) => change({ language })}
      />
      {byOperator && (
        <Checkbox
          label={t`Chosen for its digits`}
          description={t`Only people hand it out, no first voice service does; it is activated before others.`}
          checked={draft.special}
          onChange={({ currentTarget }) => change({ special: currentTarget.checked })}
        />
      )}
      {form.stale && (
        <StaleNote<PhoneNumber>
          error={form.stale}
          who={() => null}
          what={form.theirChanges}
          onMine={form.keepMine}
          onTheirs={form.takeTheirs}
        />
      )}
    </FormDialog>
  )
}
