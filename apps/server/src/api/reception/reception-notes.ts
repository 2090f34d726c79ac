/** Notes that receptionists leave each other about an organization: list, add, remove. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { toIso } from '../instant.ts'

const present = ({ id, text, author, at }: storage.ReceptionNote) => ({
  noteId: id,
  text,
  author,
  at: toIso(at),
})

export const listReceptionNotes: Handler<typeof contract.listReceptionNotes> = async (
  { params: { siteId, organizationId } },
  { db },
) => {
  if (!(await storage.findSite(db, siteId))) return noSuch('site')
  if (!(await storage.findOrganization(db, organizationId))) return noSuch('organization')
  return { items: (await storage.listReceptionNotes(db, siteId, organizationId)).map(present) }
}

export const addReceptionNote: Handler<typeof contract.addReceptionNote> = async (
  { params: { siteId, organizationId }, body: { text } },
  { db, principal },
) => {
  const site = await storage.findSite(db, siteId)
  if (!site || !(await storage.findOrganization(db, organizationId)))
    return noSuch(site ? 'organization' : 'site')
  const { operatorId } = site
  const note = { operatorId, siteId, organizationId, text, author: principal.name }
  return present(await storage.addReceptionNote(db, note))
}

export const removeReceptionNote: Handler<typeof contract.removeReceptionNote> = async (
  { params: { noteId } },
  { db },
) => ((await storage.removeReceptionNote(db, noteId)) ? undefined : noSuch('reception-note'))
