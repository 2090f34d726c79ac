/** Tells whose trunk it is that its calls cannot be answered: the carrier has something to mend (C12). */
import type { MisfitCall, TrunkNewsSink } from '@mainline/engine'
import { addJob, type Database, insertAlert, inTransaction } from '@mainline/storage'

export const trunkNewsSink = ({ kysely }: Pick<Database, 'kysely'>): TrunkNewsSink => ({
  misfit: ({ trunk, called, misfit, at }) =>
    inTransaction(kysely, async (tx) => {
      const raised = await insertAlert(tx, {
        kind: 'trunk-misfit',
        subject: trunk.id,
        severity: 'warning',
        words: `A call to ${called} by the trunk ${trunk.name} was refused: ${whyOf(misfit)}`,
        data: { trunkId: trunk.id, trunk: trunk.name, called, ...(misfit !== 'unsecured' && misfit) },
        operatorId: trunk.operatorId,
        siteId: null,
        organizationId: null,
        numberId: null,
        at,
      })
      if (raised) await addJob(tx, 'write-alert-letters', {}, { key: 'write-alert-letters' })
    }),
})

function whyOf(misfit: MisfitCall['misfit']): string {
  return misfit === 'unsecured'
    ? 'its sound was not secured, and the trunk asks for that. Have its carrier use SRTP, or change the trunk.'
    : `its sound came only as ${misfit.codecs.join(', ')}, which neither voicemail nor a notice can answer. Have its carrier offer G.711 (PCMA or PCMU) as well.`
}
