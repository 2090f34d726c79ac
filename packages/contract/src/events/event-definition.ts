/** One kind of live event as data: what it carries and how it reads to people. Streams and webhooks share these. */
import type { z } from 'zod'

export interface EventDefinition<Kind extends string = string, Data extends z.ZodType = z.ZodType> {
  /** `call.answered`: the `event` field of the stream and the type of a webhook. */
  readonly kind: Kind
  /** When it happens. */
  readonly summary: string
  readonly data: Data
  /** The event in words. */
  sentence(data: z.output<Data>): string
  readonly example: z.output<Data>
}

/** States a kind of event; one file each. */
export const defineEvent = <const Kind extends string, Data extends z.ZodType>(
  definition: EventDefinition<Kind, Data>,
): EventDefinition<Kind, Data> => definition
