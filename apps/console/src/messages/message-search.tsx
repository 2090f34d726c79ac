/** Finds messages of either kind by who left them; what is typed stays in the address. */
import { useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { KeyHint } from '../parts/key-hint.tsx'
import { useAddress } from '../parts/use-address.ts'
import classes from './inbox.module.css'
import type { InboxSearch } from './inbox.tsx'

export function MessageSearch() {
  const { t } = useLingui()
  const [{ search = '' }, change] = useAddress<InboxSearch>()
  const [typed, setTyped] = useState(search)
  // The filter may be cleared elsewhere.
  useEffect(() => setTyped((old) => (old.trim() === '' && search === '' ? old : search)), [search])
  return (
    <TextInput
      data-filter
      aria-label={t`Caller or number`}
      placeholder={t`Caller or number`}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={<KeyHint>/</KeyHint>}
      className={classes.search}
      maxLength={64}
      value={typed}
      onChange={(event) => {
        const { value } = event.currentTarget
        setTyped(value)
        // Spaces alone are no search yet.
        change({ search: /\S/.test(value) ? value : undefined })
      }}
    />
  )
}
