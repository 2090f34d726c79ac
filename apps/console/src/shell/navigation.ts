/** The main menu by role: what a person may not see is not there. */
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import {
  IconBriefcase,
  IconBuilding,
  IconHeadset,
  IconHome,
  IconIdBadge2,
  IconMailbox,
  IconPhone,
  IconReportAnalytics,
  IconSettings,
  type TablerIcon,
} from '@tabler/icons-react'
import type { Role } from '../session.ts'

export interface NavigationItem {
  readonly to: string
  readonly label: MessageDescriptor
  readonly icon: TablerIcon
  /** Second key after `g`. */
  readonly key: string
  readonly roles: readonly Role[]
  /** Stays in the bar at the bottom of a phone. */
  readonly onPhone: boolean
  /** What is counted beside it. */
  readonly count?: 'messages' | 'waiting'
}

const operators = ['provider-admin', 'operator-admin', 'operator-user'] as const
const occupiers = ['occupier-admin', 'occupier-user'] as const

export const navigation: readonly NavigationItem[] = [
  {
    to: '/',
    label: msg`Home`,
    icon: IconHome,
    key: 'h',
    roles: [...operators, ...occupiers, 'receptionist'],
    onPhone: true,
  },
  { to: '/spaces', label: msg`Spaces`, icon: IconBuilding, key: 's', roles: operators, onPhone: false },
  { to: '/occupiers', label: msg`Occupiers`, icon: IconBriefcase, key: 'o', roles: operators, onPhone: true },
  {
    to: '/account',
    label: msg`Account`,
    icon: IconIdBadge2,
    key: 'a',
    // The provider has no telephony of its own.
    roles: ['operator-admin', 'operator-user', ...occupiers],
    onPhone: true,
  },
  {
    to: '/reception',
    label: msg`Reception`,
    icon: IconHeadset,
    key: 'd',
    roles: ['provider-admin', 'operator-admin', 'operator-user', 'receptionist'],
    onPhone: false,
    count: 'waiting',
  },
  {
    to: '/calls',
    label: msg`Calls`,
    icon: IconPhone,
    key: 'c',
    roles: [...operators, ...occupiers, 'receptionist'],
    onPhone: true,
  },
  {
    to: '/messages',
    label: msg`Messages`,
    icon: IconMailbox,
    key: 'm',
    roles: [...operators, ...occupiers, 'receptionist'],
    onPhone: true,
    count: 'messages',
  },
  {
    to: '/reports',
    label: msg`Reports`,
    icon: IconReportAnalytics,
    key: 'r',
    roles: [...operators, ...occupiers],
    onPhone: false,
  },
  {
    to: '/administration',
    label: msg`Administration`,
    icon: IconSettings,
    key: 'i',
    roles: [...operators, 'occupier-admin'],
    onPhone: false,
  },
]
