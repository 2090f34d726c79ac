/** The form of a trunk: its fields, what is sent of them, and what a stale edit does. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiRefusal, api } from '../../api/client.ts'
import type { Trunk } from './trunk.ts'

export interface TrunkFields {
  readonly name: string
  readonly enabled: boolean
  readonly operatorId: string | null
  readonly sourceAddresses: readonly string[]
  /** Empty: none. */
  readonly certificateName: string
  readonly host: string
  readonly port: number | string
  readonly transport: Trunk['transport']
  readonly srtp: Trunk['srtp']
  readonly countryCallingCode: string
  readonly identityProfile: Trunk['identityProfile']
  readonly calledNumberSources: Trunk['calledNumberSources']
  readonly digest: boolean
  readonly username: string
  readonly realm: string
  /** Empty: the one that is stored stays. */
  readonly password: string
  readonly version: number
}

const fieldsOf = (trunk: Trunk | undefined): TrunkFields => ({
  name: trunk?.name ?? '',
  enabled: trunk?.enabled ?? true,
  operatorId: trunk?.operatorId ?? null,
  sourceAddresses: trunk?.sourceAddresses ?? [],
  certificateName: trunk?.certificateName ?? '',
  host: trunk?.host ?? '',
  port: trunk?.port ?? 5060,
  transport: trunk?.transport ?? 'UDP',
  srtp: trunk?.srtp ?? 'off',
  countryCallingCode: trunk?.countryCallingCode ?? '44',
  identityProfile: trunk?.identityProfile ?? 'p-asserted-identity',
  calledNumberSources: trunk?.calledNumberSources ?? ['request-uri', 'to', 'p-called-party-id', 'diversion'],
  digest: trunk?.digest != null,
  username: trunk?.digest?.username ?? '',
  realm: trunk?.digest?.realm ?? '',
  password: '',
  version: trunk?.version ?? 0,
})

export function useTrunkForm(trunk: Trunk | undefined, onClose: () => void) {
  const client = useQueryClient()
  const [fields, setFields] = useState(() => fieldsOf(trunk))
  const set = (change: Partial<TrunkFields>) => setFields((old) => ({ ...old, ...change }))
  const save = useMutation({
    mutationFn: async (version: number) => {
      const body = bodyOf(fields)
      if (trunk) await api.updateTrunk({ params: { trunkId: trunk.id }, body: { ...body, version } })
      else await api.createTrunk({ body: { ...body, operatorId: fields.operatorId } })
    },
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['trunks'] }),
  })
  const stale =
    save.error instanceof ApiRefusal && save.error.code === 'stale-version' ? save.error : undefined
  const takeTheirs = (theirs: Trunk) => {
    setFields(fieldsOf(theirs))
    save.reset()
  }
  return { fields, set, save, stale, takeTheirs }
}

function bodyOf({
  digest,
  username,
  realm,
  password,
  operatorId,
  version,
  host,
  port,
  certificateName,
  ...rest
}: TrunkFields) {
  const to = host.trim()
  return {
    ...rest,
    name: rest.name.trim(),
    sourceAddresses: [...rest.sourceAddresses],
    calledNumberSources: [...rest.calledNumberSources],
    certificateName: certificateName.trim() || null,
    host: to === '' ? null : to,
    port: to === '' || port === '' ? null : Number(port),
    // Without a new password the stored credentials stay as they are.
    ...(digest ? password !== '' && { digest: { username, realm, password } } : { digest: null }),
  }
}
