/** A site as a file, with something of most kinds. */
import { readSiteFile, type SiteFile } from '../site-file.ts'

/** A file that is to be a good one. */
export function fileOf(text: string): SiteFile {
  const file = readSiteFile(text)
  if (Array.isArray(file)) throw new Error(JSON.stringify(file))
  return file
}

/** A site of its own: numbers are unique on the platform. */
export const example = (name: string, block: string) =>
  `
mainline: 1
site:
  name: ${name}
  operator: Operator
  timeZone: Europe/London
  domain: ${name.toLowerCase()}.test
  extensions: 2000-2999
  hours: { mon: "08:30-12:00, 13:00-18:00", sat: "22:00-02:00" }
organizations: [${name} Ltd, ${name} & Co]
numbers:
  "+4420${block}00": { extension: 2000, kind: main, state: ACTIVE, organization: ${name} Ltd }
  "+4420${block}01": { extension: 2001, state: ACTIVE, organization: ${name} Ltd, label: Front desk }
  "+4420${block}02": { extension: 2002, state: RESERVED, organization: ${name} & Co }
  "+4420${block}03": { label: Spare }
voiceServices: { ${name} Ltd: 2 }
events:
  - { name: Christmas, from: 2026-12-25, to: 2026-12-26 }
  - { name: Party, from: 2026-12-18T16:00, to: 2026-12-18T23:00, organization: ${name} Ltd, route: [voicemail] }
huntGroups:
  "+4420${block}00": ["+4420${block}01", { outside: "+442079460999", name: Maya }]
callSettings:
  "+4420${block}00":
    inHours: [hunt group 30 s, forward +442079460990 15 s, voicemail]
    outOfHours: [voicemail]
    hours: always open
    voicemailEmails: [desk@example.com]
receptionCards:
  "+4420${block}00": { inHours: { greeting: "{good morning}, ${name}", comments: [{ text: Lift is broken }] } }
devices:
  ${name.toLowerCase()}-1: { name: Desk phone, number: "+4420${block}01" }
`
