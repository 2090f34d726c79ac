/**
 * Requests are read strictly: a key that no schema knows is a misspelt one, and what it meant would be left out without
 * a word. Every method passes through here (`defineMethod`), so that schemas stay plain objects, for answers too.
 */
import { z } from 'zod'
import { didYouMean } from './nearest.ts'

const made = new WeakMap<z.core.$ZodType, z.core.$ZodType>()

/** The same schema, which refuses unknown keys however deep, and names the one that was probably meant. */
export const strictly = <Schema extends z.ZodType>(schema: Schema): Schema => strict(schema) as Schema

function strict(schema: z.core.$ZodType): z.core.$ZodType {
  const known = made.get(schema)
  if (known) return known
  const def = strictDefinition(schema as z.core.$ZodTypes)
  const result = def ? described(schema, z.core.clone(schema, def)) : schema
  made.set(schema, result)
  return result
}

/** undefined: there is no object within. An object that says itself what else it takes (`looseObject`) is left as it is. */
function strictDefinition(schema: z.core.$ZodTypes): z.core.$ZodTypeDef | undefined {
  const { def } = schema._zod
  switch (def.type) {
    case 'object':
      return def.catchall ? undefined : strictObject(def)
    case 'array':
      return changed(def, 'element')
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return changed(def, 'innerType')
    case 'pipe':
      return changed(def, 'in')
    case 'union': {
      const options = def.options.map(strict)
      return options.some((option, i) => option !== def.options[i])
        ? ({ ...def, options } as z.core.$ZodTypeDef)
        : undefined
    }
    default:
      return undefined
  }
}

function strictObject(def: z.core.$ZodObjectDef): z.core.$ZodTypeDef {
  const entries = Object.entries(def.shape).map(([key, field]) => [key, strict(field)] as const)
  const names = entries.map(([key]) => key)
  const error: z.core.$ZodErrorMap = (issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey(key, names)).join(', ')
      : def.error?.(issue as never)
  return { ...def, shape: Object.fromEntries(entries), catchall: z.never(), error } as z.core.$ZodTypeDef
}

const unknownKey = (key: string, known: readonly string[]): string =>
  // A schema that was made of another by taking keys away knows the others' names still.
  `"${key.slice(0, 100)}" is not known here${didYouMean(
    key,
    known.filter((name) => name !== key),
  )}`

function changed<Key extends string>(
  def: z.core.$ZodTypeDef & { readonly [K in Key]: z.core.$ZodType },
  part: Key,
): z.core.$ZodTypeDef | undefined {
  const inner = strict(def[part])
  return inner === def[part] ? undefined : { ...def, [part]: inner }
}

/** In the document what is given and what is answered are two schemas: only one of them refuses. */
function described(schema: z.core.$ZodType, copy: z.core.$ZodType): z.core.$ZodType {
  const meta = z.globalRegistry.get(schema)
  if (meta) z.globalRegistry.add(copy, { ...meta, ...(meta.id !== undefined && { id: `Given${meta.id}` }) })
  return copy
}
