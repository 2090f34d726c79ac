/** To which field of the settings of a site a refusal belongs, and what it says there. */
import { useLingui } from '@lingui/react/macro'
import { useRef } from 'react'
import { ApiRefusal } from '../../api/client.ts'
import { fieldWords } from '../../api/field-words.ts'
import type { Site } from '../site-layout.tsx'
import type { FieldName, SettingsFields } from './settings-fields.ts'

export type FieldFaults = Partial<Record<FieldName, string>>

interface Options {
  readonly site: Site
  readonly fields: SettingsFields
  readonly before: SettingsFields
  readonly error: Error | null
}

/** What is wrong with which field, as long as it is as it was sent; a refusal of no field leaves it empty. */
export function useFieldFaults({ site, fields, before, error }: Options): FieldFaults {
  const wordsFor = useRefusalWords(site)
  const sent = useRef<{ error: Error; fields: SettingsFields }>(undefined)
  if (error === null) sent.current = undefined
  else if (sent.current?.error !== error) sent.current = { error, fields }
  if (!(error instanceof ApiRefusal) || sent.current === undefined) return {}
  const was = sent.current.fields
  const faults = ofRefusal(error, was, before, wordsFor)
  return Object.fromEntries(
    Object.entries(faults).filter(([name]) => fields[name as FieldName] === was[name as FieldName]),
  )
}

function ofRefusal(
  error: ApiRefusal,
  fields: SettingsFields,
  before: SettingsFields,
  wordsFor: (error: ApiRefusal) => string,
): FieldFaults {
  const named = error.details?.fields ?? []
  if (named.length > 0)
    return Object.fromEntries(
      named.map((fault) => [fault.field.replace(/^body\./, ''), fieldWords([fault]) ?? error.message]),
    )
  const field = fieldOf(error, fields, before)
  return field === undefined ? {} : { [field]: wordsFor(error) }
}

function fieldOf(
  { code, details }: ApiRefusal,
  fields: SettingsFields,
  before: SettingsFields,
): FieldName | undefined {
  switch (code) {
    case 'zone-unknown':
    case 'extension-emergency':
      return 'timeZone'
    case 'name-taken':
      return 'domain'
    case 'service-quantity':
      return 'mainNumberUnits'
    case 'extension-out-of-range':
      // They are named in order: one that is too small comes first.
      return Number.parseInt(String(details?.values?.['extensions']), 10) < Number(fields.extensionFirst)
        ? 'extensionFirst'
        : 'extensionLast'
    case 'extension-order':
    case 'extension-taken':
      return fields.extensionFirst === before.extensionFirst ? 'extensionLast' : 'extensionFirst'
    default:
      return undefined
  }
}

/** The words of the field: they say what is in the way here, and where it is changed. */
function useRefusalWords({ portalExtension }: Site): (error: ApiRefusal) => string {
  const { t } = useLingui()
  return ({ code, message, details }) => {
    const { extensions, companies, more = 0 } = details?.values ?? {}
    switch (code) {
      case 'extension-out-of-range':
        return more === 0
          ? t`Numbers have extensions that would lie outside: ${extensions}. Give those others first, or choose a range that holds them.`
          : t`Numbers have extensions that would lie outside: ${extensions} and ${more} more. Give those others first, or choose a range that holds them.`
      case 'extension-taken':
        return portalExtension === null
          ? message
          : t`The voice portal has extension ${portalExtension}, which would lie among them. Change it under Voicemail first.`
      case 'name-taken':
        return t`A site of another operator has this domain. Choose another.`
      case 'service-quantity':
        return more === 0
          ? t`So many would be used that what was bought is not enough: ${companies}. Raise their voice services first, under Services.`
          : t`So many would be used that what was bought is not enough: ${companies} and ${more} more. Raise their voice services first, under Services.`
      default:
        return message
    }
  }
}
