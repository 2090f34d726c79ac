/** What others have changed, as it is announced: whatever the engine knows of it is forgotten, and read anew with its next use. */
import type { BackgroundWork } from './background-work.ts'
import type { EmergencyMemory } from './emergency-memory.ts'
import type { PlanChange } from './engine-options.ts'
import type { MessageLamps } from './lamps/message-lamps.ts'
import type { Location } from './location.ts'
import type { PlanCache } from './plan-cache.ts'
import type { TrunkDirectory } from './trunk-directory.ts'

export interface AnnouncedChangesOptions {
  readonly plans: PlanCache
  readonly location: Location
  readonly trunks: TrunkDirectory
  readonly emergencyMemory: EmergencyMemory
  /** undefined: no phone is told of messages. */
  readonly lamps: MessageLamps | undefined
  readonly work: BackgroundWork
}

export class AnnouncedChanges {
  readonly #options: AnnouncedChangesOptions

  constructor(options: AnnouncedChangesOptions) {
    this.#options = options
  }

  /** What was cached no longer holds. */
  planChanged(change: PlanChange): void {
    const { plans, location, emergencyMemory, lamps } = this.#options
    if (change.kind === 'device') {
      location.forget(change.id)
      lamps?.deviceChanged(change.id)
    }
    emergencyMemory.changed(change)
    if (change.kind === 'trunk') this.#reloadTrunks()
    else plans.invalidate(change)
  }

  /** A phone has registered with another engine, for the first time or from elsewhere, or has signed off there. */
  phoneMoved(deviceId: string): void {
    this.#options.location.movedElsewhere(deviceId)
    this.#options.emergencyMemory.rememberElsewhere(deviceId)
  }

  /** Notifications may have been missed: everything is read anew with the next use. */
  plansUncertain(): void {
    this.#options.plans.uncertain()
    this.#options.emergencyMemory.uncertain()
    this.#reloadTrunks()
  }

  /** The messages of a number, or whose phones show them, are not what they were. */
  lampChanged(numberId: string): void {
    this.#options.lamps?.changed(numberId)
  }

  /** Lamps may not say what is so: every phone that has one is told. */
  lampsUncertain(): void {
    this.#options.lamps?.uncertain()
  }

  /** Resolves when all that was announced holds for the next call: trunks are read anew, plans with their next use. */
  async taken(): Promise<void> {
    await this.#options.trunks.settled()
  }

  #reloadTrunks(): void {
    this.#options.work.trackAside(this.#options.trunks.reload())
  }
}
