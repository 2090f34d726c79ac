/** What an import of each kind is called, and which columns its file has. */
import { useLingui } from '@lingui/react/macro'
import type { ImportKind } from './import.ts'

interface ImportWords {
  readonly what: string
  /** On the button that adds what was checked. */
  readonly add: (count: number) => string
  /** What the first line of the file has to name. */
  readonly columns: string
}

export function useImportWords(kind: ImportKind): ImportWords {
  const { t } = useLingui()
  switch (kind) {
    case 'numbers':
      return {
        what: t`Numbers`,
        add: (count) => (count === 1 ? t`Add 1 number` : t`Add ${count} numbers`),
        columns: t`The first line names the columns: number, and if you like extension, label, kind (main or ordinary) and organization.`,
      }
    case 'devices':
      return {
        what: t`Devices`,
        add: (count) => (count === 1 ? t`Add 1 device` : t`Add ${count} devices`),
        columns: t`The first line names the columns: number, name and password, and if you like username; empty, one is made.`,
      }
    case 'hunt-members':
      return {
        what: t`Hunt groups`,
        add: (count) => (count === 1 ? t`Add 1 member` : t`Add ${count} members`),
        columns: t`The first line names the columns: main, member, and if you like lamp (yes or no); an outside number needs a name. Nobody is removed.`,
      }
  }
}
