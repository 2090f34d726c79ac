/** Saving other routes of a case's main number (M5). */
import { getCallSettings, type MethodOutput, saveCallSettings } from '@mainline/contract'
import type { Stage } from './stage.ts'

type Route = MethodOutput<typeof getCallSettings>['inHours']

export async function saveRoutes(
  stage: Stage,
  changes: { readonly inHours?: Route; readonly outOfHours?: Route },
): Promise<void> {
  const params = { numberId: stage.company.numberId }
  const { version, inHours, outOfHours } = await stage.api.call(getCallSettings, { params })
  const saved = await stage.api.call(saveCallSettings, {
    params,
    body: { version, inHours, outOfHours, ...changes },
  })
  stage.say(`call settings are saved: version ${saved.version}`)
}
