/** The methods of the group `hunt-members` with their handlers. */

import * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { listHuntMemberCandidates } from './list-hunt-member-candidates.ts'
import { listHuntMembers } from './list-hunt-members.ts'
import { setHuntMembers } from './set-hunt-members.ts'

export const huntMembersApi = (needs: { db: Db }): Route[] => [
  on(contract.listHuntMemberCandidates, listHuntMemberCandidates(needs)),
  on(contract.listHuntMembers, listHuntMembers(needs)),
  on(contract.setHuntMembers, setHuntMembers(needs)),
]
