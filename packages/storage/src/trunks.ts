/** Trunks: how a carrier is known (C2), how it names the called number (C1), where outbound calls go (C11). */
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { present } from './present.ts'
import type { CalledNumberSource, Db, Trunk } from './schema.ts'
import { digestSecrets } from './secrets.ts'

export interface NewTrunk {
  name: string
  operatorId?: string | null | undefined
  enabled?: boolean | undefined
  /** IP addresses and CIDR blocks from which its calls come. */
  sourceAddresses?: string[] | undefined
  /** Name that its TLS client certificate is for. */
  certificateName?: string | null | undefined
  /** Credentials that the carrier answers our challenge with; the password is kept as HA1 only. */
  digest?: { username: string; realm: string; password: string } | null | undefined
  /** Whether its audio is secured with keys of the descriptions (RFC 4568). */
  srtp?: Trunk['srtp'] | undefined
  host?: string | null | undefined
  port?: number | null | undefined
  transport?: Trunk['transport'] | undefined
  /** Digits only; '44' when left out. */
  countryCallingCode?: string | undefined
  identityProfile?: Trunk['identityProfile'] | undefined
  calledNumberSources?: CalledNumberSource[] | undefined
}

const defaultSources: CalledNumberSource[] = ['request-uri', 'to', 'p-called-party-id', 'diversion']

export async function createTrunk(db: Db, input: NewTrunk): Promise<Trunk | Refusal> {
  const { digest, sourceAddresses = [], calledNumberSources = defaultSources, ...plain } = input
  const trunk = await db
    .insertInto('trunks')
    .values({
      enabled: true,
      transport: 'UDP',
      countryCallingCode: '44',
      identityProfile: 'p-asserted-identity',
      operatorId: null,
      ...present(plain),
      id: newId(),
      name: input.name,
      sourceAddresses: JSON.stringify(sourceAddresses),
      calledNumberSources: JSON.stringify(calledNumberSources),
      ...digestColumns(digest ?? null),
      createdAt: Date.now(),
    })
    .onConflict((taken) => taken.column('name').doNothing())
    .returningAll()
    .executeTakeFirst()
  return trunk ?? refuse('name-taken', 'a trunk of this name exists')
}

export async function findTrunk(db: Db, id: string): Promise<Trunk | undefined> {
  return db.selectFrom('trunks').selectAll().where('id', '=', id).executeTakeFirst()
}

/** All trunks: there are few, an engine keeps them all. */
export async function listTrunks(db: Db): Promise<Trunk[]> {
  return db.selectFrom('trunks').selectAll().orderBy('id').execute()
}

/** Changes what is named and leaves the rest; `digest: null` takes the credentials away (N12). */
export async function updateTrunk(
  db: Db,
  id: string,
  version: number,
  changes: { [K in keyof NewTrunk]?: NewTrunk[K] | undefined },
): Promise<Trunk | Refusal<Trunk>> {
  const { digest, sourceAddresses, calledNumberSources, ...plain } = changes
  const changed = await db
    .updateTable('trunks')
    .set({
      ...present(plain),
      ...(sourceAddresses && { sourceAddresses: JSON.stringify(sourceAddresses) }),
      ...(calledNumberSources && { calledNumberSources: JSON.stringify(calledNumberSources) }),
      ...(digest === undefined ? {} : digestColumns(digest)),
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  return changed ?? staleOrMissing(await findTrunk(db, id), 'trunk')
}

export async function deleteTrunk(db: Db, id: string, version: number): Promise<Refusal<Trunk> | undefined> {
  const gone = await db
    .deleteFrom('trunks')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return gone.numDeletedRows > 0n ? undefined : staleOrMissing(await findTrunk(db, id), 'trunk')
}

function digestColumns(digest: NonNullable<NewTrunk['digest']> | null) {
  return digest === null
    ? { digestUsername: null, digestRealm: null, ha1Md5: null, ha1Sha256: null }
    : {
        digestUsername: digest.username,
        digestRealm: digest.realm,
        ...digestSecrets(digest.username, digest.realm, digest.password),
      }
}
