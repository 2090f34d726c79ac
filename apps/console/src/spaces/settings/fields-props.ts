/** What each group of the fields of a site's settings is given. */
import type { Site } from '../site-layout.tsx'
import type { SettingsFields } from './settings-fields.ts'
import type { FieldFaults } from './use-field-faults.tsx'

export interface FieldsProps {
  readonly site: Site
  readonly fields: SettingsFields
  /** As they are saved. */
  readonly before: SettingsFields
  readonly faults: FieldFaults
  readonly change: (what: Partial<SettingsFields>) => void
}
