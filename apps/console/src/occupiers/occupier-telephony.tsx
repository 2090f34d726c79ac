import { Telephony } from '../telephony/telephony.tsx'
import { useOccupier } from './occupier-layout.tsx'

/** Occupiers › occupier › Telephony › site (M2). */
export function OccupierTelephony() {
  return <Telephony organization={useOccupier()} />
}
