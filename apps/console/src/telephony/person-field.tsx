/** Whom a number is assigned to (N4): somebody of its organization, or nobody. */
import { useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type AnswerOf, api } from '../api/client.ts'
import type { PhoneNumber } from './main-number.tsx'

type User = AnswerOf<'listUsers'>['items'][number]
type Query = Parameters<typeof api.listUsers>[0]['query']

interface Props {
  readonly number: PhoneNumber
  /** The user; null: nobody. */
  readonly value: string | null
  readonly error: string | undefined
  readonly onChange: (userId: string | null) => void
}

/** No identifier of a user. */
const NOBODY = '-'

export function PersonField({ number, value, error, onChange }: Props) {
  const { t } = useLingui()
  const people = useQuery(peopleQuery(number))
  const chosen = people.data ?? []
  const { assignedTo, assignedName } = number
  const missing = assignedTo !== null && !chosen.some(({ userId }) => userId === assignedTo)
  return (
    <Select
      label={t`Assigned to`}
      description={t`While assigned it is neither deactivated nor deallocated.`}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t`Nobody of that name.`}
      error={error ?? (people.error ? t`The people could not be loaded. ${people.error.message}` : undefined)}
      data={[
        { value: NOBODY, label: t`Nobody` },
        ...(missing ? [{ value: assignedTo, label: assignedName ?? '…' }] : []),
        ...chosen.map((user) => ({ value: user.userId, label: nameAmong(user, chosen) })),
      ]}
      value={value ?? NOBODY}
      onChange={(userId) => onChange(userId === NOBODY ? null : userId)}
    />
  )
}

/** Two of one name are told apart by their addresses. */
const nameAmong = ({ name, email }: User, all: readonly User[]): string =>
  all.filter((other) => other.name === name).length > 1 ? `${name} (${email})` : name

/** Everybody of the organization of the number, each once, by name. */
const peopleQuery = ({ organizationId, operatorId }: PhoneNumber) =>
  queryOptions({
    queryKey: ['users', 'of', organizationId],
    queryFn: async () => {
      const all = await Promise.all(placesOf(organizationId, operatorId).map(usersOf))
      const each = new Map(all.flat().map((user) => [user.userId, user]))
      return [...each.values()].sort((a, b) => a.name.localeCompare(b.name))
    },
  })

/** The people of an operator are those of its roles: by the operator alone all of its occupiers' would come along. */
const placesOf = (organizationId: string | null, operatorId: string): readonly Query[] =>
  organizationId === operatorId
    ? (['operator-admin', 'operator-user', 'receptionist'] as const).map((role) => ({ operatorId, role }))
    : [{ organizationId: organizationId ?? undefined }]

async function usersOf(query: Query): Promise<readonly User[]> {
  const found: User[] = []
  let after: string | undefined
  do {
    const { items, next } = await api.listUsers({ query: { ...query, state: 'active', limit: 1000, after } })
    found.push(...items)
    after = next
  } while (after !== undefined)
  return found
}
