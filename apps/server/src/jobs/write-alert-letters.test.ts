/** Whom alerts are told to, once, by a letter (product §6.4). */
import { type Db, insertAlert, newId } from '@mainline/storage'
import { createTenant, openTestDatabase, type Tenant } from '@mainline/storage/testing'
import { expect, it, onTestFinished } from 'vitest'
import { openLog } from '../log.ts'
import type { Letter } from '../mail/letter.ts'
import { writeAlertLetters } from './write-alert-letters.ts'

async function person(
  db: Db,
  email: string,
  role: 'occupier-admin' | 'operator-admin' | 'provider-admin',
  tenant: Tenant,
) {
  const userId = newId()
  await db
    .insertInto('users')
    .values({ id: userId, email, name: email.split('@')[0] ?? '', createdAt: 1 })
    .execute()
  await db
    .insertInto('memberships')
    .values({
      id: newId(),
      userId,
      role,
      operatorId: role === 'provider-admin' ? null : tenant.operator.id,
      organizationId: role === 'occupier-admin' ? tenant.occupier.id : null,
      siteIds: null,
      createdAt: 1,
    })
    .execute()
}

it('tells the organization of its number, its operator where it has nobody, the provider of an engine', async () => {
  const database = await openTestDatabase()
  onTestFinished(() => database.close())
  const db = database.kysely
  const tenant = await createTenant(db)
  await person(db, 'ruth@provider.example', 'provider-admin', tenant)
  await person(db, 'olga@operator.example', 'operator-admin', tenant)
  const letters: Letter[] = []
  const mail = {
    on: true,
    async send(letter: Letter) {
      letters.push(letter)
      return newId()
    },
  }
  const run = async () => {
    letters.length = 0
    const about = { attempt: 1, last: false, signal: new AbortController().signal }
    await writeAlertLetters(mail).run({}, { database, log: openLog('silent', 'test') }, about)
    return letters.map(({ to, subject }) => [to, subject])
  }
  const alert = (
    words: string,
    of: Partial<Record<'operatorId' | 'siteId' | 'organizationId', string>> = {},
  ) =>
    insertAlert(db, {
      kind: of.operatorId ? 'nothing-would-ring' : 'engine-lost',
      subject: newId(),
      severity: 'warning',
      words,
      data: {},
      operatorId: null,
      siteId: null,
      organizationId: null,
      numberId: null,
      ...of,
      at: 1,
    })
  const ofNumber = {
    operatorId: tenant.operator.id,
    siteId: tenant.site.id,
    organizationId: tenant.occupier.id,
  }

  await alert('Nothing would ring.', ofNumber)
  await alert('An engine is lost.')
  expect((await run()).sort()).toEqual([
    ['olga@operator.example', 'Nothing would ring.'],
    ['ruth@provider.example', 'An engine is lost.'],
  ])
  expect(await run()).toEqual([])

  await person(db, 'maya@occupier.example', 'occupier-admin', tenant)
  await alert('One.', ofNumber)
  await alert('Two.', ofNumber)
  expect(await run()).toEqual([['maya@occupier.example', '2 alerts of your telephone system']])
  expect(letters[0]?.text).toContain('One.\n\nTwo.')
})
