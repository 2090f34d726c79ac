/** Asks for what the telephony page shows while its code is still coming, each part as soon as what it depends on is known. */
import { type AnswerOf, ahead } from '../api/client.ts'
import { asked, isReceiving, type Place, siteOf } from './asked.ts'

type Me = AnswerOf<'getMe'>
type Organization = AnswerOf<'getOrganization'>

/** @param search of the address */
export async function askTelephonyAhead(
  me: Promise<Me>,
  organization: Promise<Organization>,
  search: string,
): Promise<void> {
  const { id: organizationId, operatorId, siteIds } = await organization
  const wanted = new URLSearchParams(search)
  const siteId = siteOf({ siteIds }, wanted.get('site') ?? undefined)
  if (siteId === undefined) return
  const place = { organizationId, siteId }
  const main = ahead.listNumbers(asked.main(place))
  void ahead.getSite(asked.site(siteId))
  // Before all else what the sentence at the top waits for.
  const number = (await main).items[0]
  if (number && isReceiving(number)) askSummaryAhead(number.id)
  const { may } = await me
  void ahead.listSites(asked.sites(operatorId))
  if (may.methods.includes('get-voice-service')) void ahead.getVoiceService(asked.voiceService(place))
  if (may.methods.includes('get-site-rule')) void ahead.getSiteRule(asked.site(siteId))
  if (may.methods.includes('count-numbers')) void ahead.countNumbers(asked.phoneNumbers(place))
  const asItIs = !['list', 'state', 'search'].some((key) => wanted.has(key))
  if (asItIs) askListAhead(place, number?.id)
}

function askSummaryAhead(numberId: string): void {
  void ahead.getMainNumber(asked.ofNumber(numberId))
  void ahead.previewNumber(asked.preview(numberId))
  void ahead.getCallSettings(asked.ofNumber(numberId))
}

function askListAhead(place: Place, mainId: string | undefined): void {
  void ahead.listNumbers(asked.phoneNumbers(place))
  void ahead.listDevices(asked.devices(place))
  if (mainId) void ahead.listHuntMembers(asked.ofNumber(mainId))
}
