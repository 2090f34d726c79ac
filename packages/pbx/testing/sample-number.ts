/** A main number of a small company and the pieces its tests are made of. */
import type { Call } from '../src/call/call.ts'
import { newCall } from '../src/call/call.ts'
import type { CallPlan, DeviceTarget, NumberPlan } from '../src/call/call-plan.ts'
import { planCall } from '../src/call/plan-call.ts'
import type { Route } from '../src/call-settings.ts'
import { defaultSettings } from '../src/call-settings.ts'
import type { ExternalMember, NumberMember } from '../src/hunt-group.ts'
import { defaultHours } from '../src/opening-hours.ts'

export function numberMember(name: string, change: Partial<NumberMember> = {}): NumberMember {
  const e164 = `+4420794600${String(name.charCodeAt(0)).padStart(2, '0').slice(-2)}`
  return {
    kind: 'number',
    id: name,
    numberId: name,
    e164,
    name,
    state: 'ACTIVE',
    numberKind: 'ordinary',
    ...change,
  }
}

export function externalMember(name: string, e164 = '+447700900001'): ExternalMember {
  return { kind: 'external', id: name, e164, name }
}

export function mainNumber(change: Partial<NumberPlan> = {}): NumberPlan {
  return {
    numberId: 'main',
    e164: '+442079460000',
    extension: '600',
    kind: 'main',
    state: 'ACTIVE',
    receivesWhilePending: false,
    siteId: 'site',
    siteName: 'Holborn',
    zone: 'Europe/London',
    language: 'en-GB',
    organizationId: 'acme',
    organizationName: 'Acme',
    label: 'Acme',
    settings: defaultSettings,
    siteHours: defaultHours,
    schedule: { events: [] },
    members: [numberMember('Anna'), numberMember('Ben')],
    mailbox: { id: 'box', name: 'Acme' },
    ...change,
  }
}

/** The number with one route for all hours. */
export function numberWithRoute(route: Route, change: Partial<NumberPlan> = {}): NumberPlan {
  return mainNumber({ settings: { version: 7, inHours: route, outOfHours: route }, ...change })
}

/** One device per number. */
export function oneDevice(numberId: string): readonly DeviceTarget[] {
  return [{ id: `${numberId}'s phone` }]
}

/** Wednesday 2 December 2026, 10:00 in London: within business hours. */
export const wednesdayMorning = Date.parse('2026-12-02T10:00Z')

export function planFor(number: NumberPlan, change: Partial<CallPlan> = {}): CallPlan {
  const caller = { number: '+441632960001', name: 'Carol', origin: 'trunk' } as const
  return { ...planCall({ number, at: wednesdayMorning, caller, reach: oneDevice }), ...change }
}

export function newCallTo(number: NumberPlan, change: Partial<CallPlan> = {}): Call {
  return newCall(planFor(number, change))
}
