/** The languages of the console, each in its own words. */
import { useLingui } from '@lingui/react'
import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { speak } from '../locales/language.ts'
import { languages } from '../locales/words.ts'

export function LanguageItems() {
  const { i18n } = useLingui()
  return languages.map(({ locale, name }) => (
    <Menu.Item
      key={locale}
      lang={locale}
      leftSection={<IconCheck size={15} aria-hidden style={{ opacity: i18n.locale === locale ? 1 : 0 }} />}
      onClick={() => speak(locale)}
    >
      {name}
    </Menu.Item>
  ))
}
