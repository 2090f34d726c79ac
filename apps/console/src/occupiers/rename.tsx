/** Who may rename a company or an operator, and the button for it. */
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { may, useMe } from '../session.ts'
import type { Organization } from '../telephony/telephony.tsx'
import { RenameDialog } from './rename-dialog.tsx'

/** The name of an operator is that of all its sites: who has some of them only does not change it. */
export function useMayRename({ kind }: Organization): boolean {
  const me = useMe()
  return may(me, 'update-organization') && (kind === 'occupier' || me.active.siteIds === null)
}

export function Rename({ organization }: { organization: Organization }) {
  const [open, setOpen] = useState(false)
  if (!useMayRename(organization)) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        <Trans>Rename</Trans>
      </Button>
      {open && <RenameDialog organization={organization} onClose={() => setOpen(false)} />}
    </>
  )
}
