/** In which language something speaks: prompts and notices that callers hear (C14). */
import { useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'

interface Props {
  readonly label: string
  /** BCP 47; null: that of the site. */
  readonly value: string | null
  /** That of the site, BCP 47. */
  readonly ofSite: string
  readonly onChange: (language: string | null) => void
}

/** Those that have prompts of the product's own come first; an installation may have others. */
const own = ['en', 'de']
const others =
  'bg ca cs da el es et eu fi fr ga gl hr hu is it lb lt lv mt nb nl pl pt ro sk sl sv tr uk'.split(' ')

/** No tag of a language. */
const AS_SITE = '-'

export function LanguageField({ label, value, ofSite, onChange }: Props) {
  const { t, i18n } = useLingui()
  const names = new Intl.DisplayNames([i18n.locale], { type: 'language' })
  const named = (tag: string) => ({ value: tag, label: names.of(tag) ?? tag })
  const rest = others.map(named).sort((a, b) => a.label.localeCompare(b.label, i18n.locale))
  const known = value === null || [...own, ...others].includes(value) ? [] : [named(value)]
  const site = names.of(ofSite) ?? ofSite
  return (
    <Select
      label={label}
      description={t`What has no prompt in it is spoken in English.`}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t`No such language.`}
      data={[{ value: AS_SITE, label: t`As the site: ${site}` }, ...known, ...own.map(named), ...rest]}
      value={value ?? AS_SITE}
      onChange={(chosen) => onChange(chosen === AS_SITE ? null : chosen)}
    />
  )
}
