/** The users of an occupier: the list of the administration, narrowed to the company. */
import { Users } from '../administration/users/users.tsx'
import { useOccupier } from './occupier-layout.tsx'

export const OccupierUsers = () => <Users organization={useOccupier()} />
