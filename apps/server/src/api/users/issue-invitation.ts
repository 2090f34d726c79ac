/** An invitation on its way: by letter, or as a link in the answer where this server sends no mail. */
import type { inviteUser, MethodOutput, Principal } from '@mainline/contract'
import {
  type Db,
  findInvitation,
  findOrganization,
  type Invitation,
  invitationLifetime,
  languageOfInvited,
  letterOfInvitation,
} from '@mainline/storage'
import { invitationLetter } from '../../mail/letters/invitation-letter.ts'
import type { MailSender } from '../../mail/mail-sender.ts'
import { presentInvitation } from './present-invitation.ts'

export interface InvitationNeeds {
  readonly mail: MailSender
  readonly publicUrl: string
}

const days = invitationLifetime / 86_400_000

/** Where an invitation is accepted. What opens it stands after the #, so that it is in no log and no Referer. */
export const invitationLink = (publicUrl: string, token: string): string =>
  `${publicUrl}/accept-invitation#${token}`

/** @param tx of the invitation: it goes with its letter, or not at all */
export async function issueInvitation(
  tx: Db,
  { mail, publicUrl }: InvitationNeeds,
  principal: Principal,
  { invitation, token }: { invitation: Invitation; token: string },
): Promise<MethodOutput<typeof inviteUser>> {
  const link = invitationLink(publicUrl, token)
  const place = invitation.organizationId ?? invitation.operatorId
  const organization = place === null ? 'Mainline' : ((await findOrganization(tx, place))?.name ?? 'Mainline')
  const { email: to, name } = invitation
  const language = await languageOfInvited(tx, invitation.id)
  const letter = invitationLetter({ to, language, name, invitedBy: principal.name, organization, link, days })
  const letterId = await mail.send(letter, tx)
  if (letterId === undefined) return { ...presentInvitation(invitation), link }
  await letterOfInvitation(tx, invitation.id, letterId)
  const sent = await findInvitation(tx, invitation.id)
  return { ...presentInvitation(sent ?? invitation), link: null }
}
