/** Every section, in the order in which they are written and applied: what others refer to comes first. */
import { callSettingsSection } from './call-settings.ts'
import { devicesSection } from './devices.ts'
import { eventsSection } from './events.ts'
import { huntGroupsSection } from './hunt-groups.ts'
import { numbersSection } from './numbers.ts'
import { organizationsSection } from './organizations.ts'
import type { AnySection } from './section.ts'
import { siteSection } from './site.ts'

export const sections: readonly AnySection[] = [
  siteSection,
  organizationsSection,
  numbersSection,
  eventsSection,
  huntGroupsSection,
  callSettingsSection,
  devicesSection,
]
