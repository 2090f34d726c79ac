/** A trunk as the contract shows it: never with a digest of its password. */
import type { getTrunk, MethodOutput } from '@mainline/contract'
import type { Trunk } from '@mainline/storage'
import { toIso } from '../instant.ts'

export function presentTrunk(row: Trunk): MethodOutput<typeof getTrunk> {
  const { digestUsername: username, digestRealm: realm, ha1Md5: _md5, ha1Sha256: _sha256, ...trunk } = row
  return {
    ...trunk,
    digest: username !== null && realm !== null ? { username, realm } : null,
    createdAt: toIso(row.createdAt),
  }
}
