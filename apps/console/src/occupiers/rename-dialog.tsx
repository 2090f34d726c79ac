/** A company or an operator is called otherwise (N12): what follows from that is said first. */
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiRefusal, api } from '../api/client.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { NameField } from '../parts/name-field.tsx'
import { useMe } from '../session.ts'
import { StaleNote } from '../telephony/stale-note.tsx'
import type { Organization } from '../telephony/telephony.tsx'

interface Props {
  readonly organization: Organization
  readonly onClose: () => void
}

export function RenameDialog({ organization, onClose }: Props) {
  const { t } = useLingui()
  const [name, setName] = useState(organization.name)
  // It stays that of which the person has read the name, whatever comes in meanwhile.
  const [version, setVersion] = useState(organization.version)
  const rename = useRename(organization.id, onClose)
  const { error } = rename
  const stale = error instanceof ApiRefusal && error.code === 'stale-version' ? error : undefined
  const taken = useTaken(error, name, organization)
  const isOperator = organization.kind === 'operator'
  return (
    <FormDialog
      title={t`Rename ${organization.name}`}
      verb={<Trans>Rename</Trans>}
      sending={rename.isPending}
      error={stale || taken ? null : error}
      note={
        isOperator ? (
          <Trans>
            Every page and letter says the new name at once; where the name is spoken, it is spoken anew.
            Files of its sites (mainline apply) name the operator: change it there, too.
          </Trans>
        ) : (
          <Trans>
            Receptionists, phones that ring, pages and letters say the new name at once; where callers hear
            the name, it is spoken anew. A greeting that somebody wrote or recorded keeps the name that it
            says.
          </Trans>
        )
      }
      onSend={() => rename.mutate({ name: name.trim(), version })}
      onClose={onClose}
    >
      <NameField
        label={isOperator ? t`Name of the operator` : t`Name of the company`}
        error={taken}
        value={name}
        onChange={setName}
      />
      {stale && (
        <StaleNote<Organization>
          error={stale}
          who={() => null}
          what={(theirs) => [theirs.name]}
          onMine={(theirs) => {
            setVersion(theirs.version)
            rename.mutate({ name: name.trim(), version: theirs.version })
          }}
          onTheirs={(theirs) => {
            setVersion(theirs.version)
            setName(theirs.name)
            rename.reset()
          }}
        />
      )}
    </FormDialog>
  )
}

/** What is said at the field itself, as long as the name is the one that was refused. */
function useTaken(error: Error | null, name: string, { kind }: Organization): string | undefined {
  const { t } = useLingui()
  const { siteIds } = useMe().active
  const [refused, setRefused] = useState<{ error: Error; name: string }>()
  if (error && refused?.error !== error) setRefused({ error, name })
  if (!(error instanceof ApiRefusal) || refused?.name !== name) return undefined
  if (error.code === 'name-taken') return t`Another company of the operator is called that.`
  if (error.code === 'wrong-state' && siteIds !== null && kind === 'occupier')
    return t`It is also at sites that are not yours: whoever administers all of them can rename it.`
  return undefined
}

/** Its name stands in lists, headers and choices all over the console. */
function useRename(organizationId: string, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; version: number }) =>
      api.updateOrganization({ params: { organizationId }, body }),
    onSuccess: () => {
      void client.invalidateQueries()
      onDone()
    },
  })
}
