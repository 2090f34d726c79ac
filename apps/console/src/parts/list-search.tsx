/** What narrows a list by words; `/` leads there. */
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { KeyHint } from './key-hint.tsx'

interface Props {
  readonly label: string
  readonly placeholder: string
  readonly className?: string | undefined
  /** What it begins with. */
  readonly search: string
  readonly onSearch: (search: string | undefined) => void
}

export function ListSearch({ label, placeholder, className, search, onSearch }: Props) {
  const [typed, setTyped] = useState(search)
  return (
    <TextInput
      data-filter
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={<KeyHint>/</KeyHint>}
      className={className}
      maxLength={64}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        // Spaces alone are no search yet.
        onSearch(/\S/.test(currentTarget.value) ? currentTarget.value : undefined)
      }}
    />
  )
}
