/** All keys of the desk; each can be changed or switched off, for this person (design §5, WCAG 2.1.4). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { AnswerOf } from '../../api/client.ts'
import form from '../../parts/form.module.css'
import { KeyHint } from '../../parts/key-hint.tsx'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import { StaleNote } from '../../telephony/stale-note.tsx'
import { KeyField } from './key-field.tsx'
import { type DeskKeyAction, printedKey, usedTwice } from './key-names.ts'
import classes from './keys-dialog.module.css'
import { useKeyWords } from './use-key-words.ts'
import { useSaveKeys } from './use-my-keys.ts'

type OwnKeys = AnswerOf<'getDeskKeys'>

export function KeysDialog({ mine, onClose }: { mine: OwnKeys; onClose: () => void }) {
  const { t } = useLingui()
  const words = useKeyWords()
  const [edited, setEdited] = useState(mine)
  const { save, stale } = useSaveKeys(onClose)
  const { keys, standard, version } = edited
  const twice = usedTwice(keys)
  const set = (action: DeskKeyAction, key: string | null) => {
    save.reset()
    setEdited({ ...edited, keys: { ...keys, [action]: key } })
  }
  /** What else the key does. */
  const faultOf = (action: DeskKeyAction): string | undefined => {
    const key = keys[action]
    const other = words.find(([each]) => each !== action && keys[each] === key)?.[1]
    return twice.has(action) && key !== null && other !== undefined
      ? t`${printedKey(key)} also does “${other}”.`
      : undefined
  }
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (twice.size === 0) save.mutate({ version, keys })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.ctrlKey) submit()
  }
  return (
    <Modal opened onClose={onClose} title={t`Keys of the desk`} size={720}>
      <form className={form.form} onSubmit={submit} onKeyDown={onKeyDown}>
        <p className={classes.words}>
          <Trans>
            Yours alone, and at every machine. Function keys work while you type, all others outside of
            fields. Esc leads back to the call, Ctrl Enter sends a message.
          </Trans>
        </p>
        <dl className={classes.columns}>
          {words.map(([action, label]) => (
            <KeyField
              key={action}
              label={label}
              value={keys[action]}
              standard={standard[action]}
              fixed={action === 'people'}
              error={faultOf(action)}
              onChange={(key) => set(action, key)}
            />
          ))}
        </dl>
        {stale && (
          <StaleNote<OwnKeys>
            error={stale}
            who={() => null}
            onMine={(theirs) => save.mutate({ version: theirs.version, keys })}
            onTheirs={setEdited}
          />
        )}
        {save.error && !stale && <Wrong error={save.error} />}
        <div className={form.foot}>
          <Button
            variant="subtle"
            className={classes.standard}
            onClick={() => setEdited({ ...edited, keys: standard })}
          >
            <Trans>As delivered</Trans>
          </Button>
          <Button variant="subtle" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={twice.size > 0}
            rightSection={<KeyHint>Ctrl ⏎</KeyHint>}
          >
            <Trans>Save</Trans>
          </Button>
        </div>
      </form>
    </Modal>
  )
}
