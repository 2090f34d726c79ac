/** Every section, in the order in which they are written; and the steps in which they are applied. */
import { callSettingsSection } from './call-settings.ts'
import { datedChangesSection } from './dated-changes.ts'
import { devicesSection } from './devices.ts'
import { eventsSection } from './events.ts'
import { holidaysSection } from './holidays.ts'
import { huntGroupsSection } from './hunt-groups.ts'
import { activationStep, numbersSection } from './numbers.ts'
import { organizationsSection } from './organizations.ts'
import { receptionCardsSection } from './reception-cards.ts'
import type { AnySection } from './section.ts'
import { siteSection } from './site.ts'
import { voiceServicesSection } from './voice-services.ts'

export const sections: readonly AnySection[] = [
  siteSection,
  organizationsSection,
  numbersSection,
  voiceServicesSection,
  eventsSection,
  holidaysSection,
  huntGroupsSection,
  callSettingsSection,
  datedChangesSection,
  receptionCardsSection,
  devicesSection,
]

/** What others refer to comes first; numbers are activated when their voice services are there. */
export const steps: readonly Pick<AnySection, 'key' | 'read' | 'changes'>[] = sections.flatMap((section) =>
  section === voiceServicesSection ? [section, activationStep] : [section],
)
