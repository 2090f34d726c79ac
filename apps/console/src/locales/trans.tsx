/**
 * The `Trans` that the macro of lingui puts in: lingui looks for tags in the finished sentence, so that a company called
 * `<0>` would lose its name or become a link. What people typed goes in as a part of its own, which is not looked into.
 */
import { Trans as LinguiTrans, type TransProps } from '@lingui/react'

export function Trans({ values, ...props }: TransProps) {
  const typed =
    values && Object.fromEntries(Object.entries(values).map(([key, value]) => [key, whole(value)]))
  return <LinguiTrans {...props} {...(typed && { values: typed })} />
}

const whole = (value: unknown) => (typeof value === 'string' && value.includes('<') ? [value] : value)
