/** In which language something speaks, by its name in the language of the console: prompts and notices that callers hear (C14). */
import { useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { chooseMarked } from './choose-marked.ts'

/** That Mainline brings prompts in. */
const brought = ['en', 'de']

/** Of which an installation may have prompts of its own (MAINLINE_PROMPTS). */
const others =
  'ar bg bn ca cs cy da el es et eu fa fi fr ga gl he hi hr hu id is it ja ko lb lt lv ms mt nb nl pl pt ro ru sk sl sq sr sv ta th tr uk ur vi zh'.split(
    ' ',
  )

/** Chosen where the language is that of the site; no tag of a language. */
const AS_SITE = '-'

/** Whether everything is spoken in it by every installation. */
export const isBrought = (tag: string): boolean => brought.includes(tag.split('-')[0] ?? '')

interface Props<Tag extends string | null> {
  readonly label: string
  readonly description: string
  /** BCP 47; null: that of the site. */
  readonly value: Tag
  /** That of the site, where it may be left to it. */
  readonly ofSite?: null extends Tag ? string : never
  readonly onChange: (tag: Tag) => void
  readonly error?: string | undefined
}

export function LanguageField<Tag extends string | null>({ value, ofSite, onChange, ...field }: Props<Tag>) {
  const { t, i18n } = useLingui()
  const names = new Intl.DisplayNames([i18n.locale], { type: 'language' })
  const named = (tag: string) => names.of(tag) ?? tag
  const option = (tag: string) => ({ value: tag, label: named(tag) })
  const byName = new Intl.Collator(i18n.locale)
  const own = value !== null && isBrought(value) && !brought.includes(value) ? [value] : []
  const rest = value === null || isBrought(value) || others.includes(value) ? others : [value, ...others]
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
        ...(ofSite === undefined ? [] : [{ value: AS_SITE, label: t`As the site: ${named(ofSite)}` }]),
        { group: t`Spoken by every Mainline`, items: [...brought, ...own].map(option) },
        {
          group: t`With prompts of your own (MAINLINE_PROMPTS)`,
          items: rest.map(option).toSorted((a, b) => byName.compare(a.label, b.label)),
        },
      ]}
      nothingFoundMessage={t`No language is called that.`}
      value={value ?? AS_SITE}
      onChange={(tag) => tag !== null && onChange((tag === AS_SITE ? null : tag) as Tag)}
    />
  )
}
