/** The methods of the group `hunt-members` with their handlers. */

import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { listHuntMemberCandidates } from './list-hunt-member-candidates.ts'
import { listHuntMembers } from './list-hunt-members.ts'
import { listLastAnswered } from './list-last-answered.ts'
import { setHuntMembers } from './set-hunt-members.ts'

export const huntMembersApi = (): Route[] => [
  on(contract.listHuntMemberCandidates, listHuntMemberCandidates),
  on(contract.listHuntMembers, listHuntMembers),
  on(contract.listLastAnswered, listLastAnswered),
  on(contract.setHuntMembers, setHuntMembers),
]
