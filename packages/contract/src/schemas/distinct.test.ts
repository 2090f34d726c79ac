import { expect, it } from 'vitest'
import { saveCallSettings } from '../call-settings/save-call-settings.ts'
import { saveMailbox } from '../messages/save-mailbox.ts'
import { createSiteEvent } from '../schedule/create-site-event.ts'
import { createApiToken } from '../tokens/create-api-token.ts'
import { exampleIds } from './example-ids.ts'

const { site, operator } = exampleIds

it('a site that is named twice counts once', () => {
  const siteIds = [site, operator, site]
  const token = createApiToken.body.parse({ ...createApiToken.example.body, siteIds })
  const event = createSiteEvent.body.parse({ ...createSiteEvent.example.body, siteIds })
  expect([token.siteIds, event.siteIds]).toEqual([
    [site, operator],
    [site, operator],
  ])
})

it('an address that is given thrice gets one letter, however it is capitalised', () => {
  const voicemailEmails = [
    'Maya@alder.example',
    'sam@alder.example',
    'maya@ALDER.example',
    'maya@alder.example',
  ]
  const mailbox = saveMailbox.body.parse({ ...saveMailbox.example.body, voicemailEmails })
  const settings = saveCallSettings.body.parse({ ...saveCallSettings.example.body, voicemailEmails })
  const once = ['Maya@alder.example', 'sam@alder.example']
  expect([mailbox.voicemailEmails, settings.voicemailEmails]).toEqual([once, once])
})
