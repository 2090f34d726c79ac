/** The language of the spoken notices (C14), by its name in the language of the console. */
import { useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { chooseMarked } from '../../parts/choose-marked.ts'

/** That Mainline brings prompts in. */
const brought = ['en', 'de']

/** Of which an installation may have prompts of its own (MAINLINE_PROMPTS). */
const others =
  'ar bg bn ca cs cy da el es et eu fa fi fr ga gl he hi hr hu id is it ja ko lb lt lv ms mt nb nl pl pt ro ru sk sl sq sr sv ta th tr uk ur vi zh'.split(
    ' ',
  )

/** Whether everything is spoken in it by every installation. */
export const isBrought = (tag: string): boolean => brought.includes(tag.split('-')[0] ?? '')

interface Props {
  readonly label: string
  readonly description: string
  readonly value: string
  readonly onChange: (tag: string) => void
  readonly error?: string | undefined
}

export function LanguageField({ value, onChange, ...field }: Props) {
  const { t, i18n } = useLingui()
  const names = new Intl.DisplayNames([i18n.locale], { type: 'language' })
  const option = (tag: string) => ({ value: tag, label: names.of(tag) ?? tag })
  const byName = new Intl.Collator(i18n.locale)
  const own = isBrought(value) && !brought.includes(value) ? [value] : []
  const rest = isBrought(value) || others.includes(value) ? others : [value, ...others]
  return (
    <Select
      {...field}
      required
      withAsterisk={false}
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      onKeyDown={chooseMarked}
      data={[
        { group: t`Spoken by every Mainline`, items: [...brought, ...own].map(option) },
        {
          group: t`With prompts of your own (MAINLINE_PROMPTS)`,
          items: rest.map(option).toSorted((a, b) => byName.compare(a.label, b.label)),
        },
      ]}
      nothingFoundMessage={t`No language is called that.`}
      value={value}
      onChange={(tag) => tag !== null && onChange(tag)}
    />
  )
}
