/** What surrounds every page: navigation, path, live state, search. Icons only below 1100 px, a bottom bar below 640 px. */
import { useLingui } from '@lingui/react'
import { Trans, useLingui as useMacro } from '@lingui/react/macro'
import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconKeyboard, IconLogout, IconMoon, IconSearch, IconSun, IconUserCircle } from '@tabler/icons-react'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { EmergencyCalls } from '../alerts/emergency-calls.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { type Role, useMe } from '../session.ts'
import { useSignOut } from '../sign-in/use-sign-out.ts'
import { CommandBar, openCommandBar } from './command-bar.tsx'
import { Crumbs } from './crumbs.tsx'
import { LanguageItems } from './language-items.tsx'
import { LiveState } from './live-state.tsx'
import { NewMessages, WaitingCalls } from './menu-counts.tsx'
import { navigation } from './navigation.ts'
import classes from './shell.module.css'
import { ShortcutsDialog, useShellShortcuts } from './shortcuts.tsx'
import { useFollowNames } from './use-follow-names.ts'

/** The desk of a receptionist has its own keys, and no room for a menu (design §3); a wallboard hangs on a wall. */
const withoutMenu: readonly string[] = ['/reception', '/reception/wallboard']

/** As many have room in the bar at the bottom of a phone. */
const ON_PHONE = 5

export function Shell() {
  const { pathname } = useLocation()
  useFollowNames()
  return (
    <>
      {withoutMenu.includes(pathname) ? <Outlet /> : <WithMenu />}
      <EmergencyCalls />
    </>
  )
}

function WithMenu() {
  const { i18n } = useLingui()
  const { t } = useMacro()
  const me = useMe()
  const { role, organizationName } = me.active
  const shortcuts = useShellShortcuts(role)
  const items = navigation.filter((item) => item.roles.includes(role))
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        <Trans>Skip to the content</Trans>
      </a>
      <nav className={classes.nav} aria-label={t`Main`}>
        <div className={classes.brand}>
          <i aria-hidden />
          <span>Mainline</span>
        </div>
        <div className={classes.tenant} title={organizationName}>
          <span className="cut">{organizationName}</span>
        </div>
        <div className={classes.items}>
          {items.map(({ to, label, icon: Icon, onPhone, count }) => (
            <Link
              key={to}
              to={to}
              className={classes.item}
              data-phone={onPhone || items.length <= ON_PHONE || undefined}
              activeOptions={{ exact: to === '/' }}
              activeProps={{ 'data-on': true, 'aria-current': 'page' } as object}
              title={i18n._(label)}
            >
              <Icon size={16} stroke={1.75} aria-hidden />
              <span>{i18n._(label)}</span>
              {count === 'messages' && <NewMessages />}
              {count === 'waiting' && <WaitingCalls />}
            </Link>
          ))}
        </div>
        <div className={classes.foot}>
          <UnstyledButton className={classes.item} onClick={shortcuts.open} title={t`Shortcuts`}>
            <IconKeyboard size={16} stroke={1.75} aria-hidden />
            <span>
              <Trans>Shortcuts</Trans>
            </span>
            <span className={classes.hint}>
              <KeyHint>?</KeyHint>
            </span>
          </UnstyledButton>
          <PersonMenu name={me.name} role={role} />
        </div>
      </nav>
      <div className={classes.rest}>
        <header className={classes.bar}>
          <Crumbs />
          <LiveState />
          <UnstyledButton className={classes.find} onClick={openCommandBar}>
            <IconSearch size={15} stroke={1.75} aria-hidden />
            <span className="cut">
              <Trans>Search or jump to…</Trans>
            </span>
            <KeyHint>Ctrl K</KeyHint>
          </UnstyledButton>
          <span className={classes.onPhone}>
            <PersonMenu name={me.name} role={role} />
          </span>
        </header>
        <main id="content" tabIndex={-1} className={classes.page}>
          <Outlet />
        </main>
      </div>
      <CommandBar role={role} />
      <ShortcutsDialog {...shortcuts} />
    </div>
  )
}

/** What belongs to the person; on a phone also the pages that the bar at the bottom has no room for. */
function PersonMenu({ name, role }: { name: string; role: Role }) {
  const { i18n } = useLingui()
  const { t } = useMacro()
  const navigate = useNavigate()
  const pages = navigation.filter((item) => !item.onPhone && item.roles.includes(role))
  const signOut = useSignOut()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const dark = colorScheme === 'dark'
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.item} title={name} aria-label={name}>
          <IconUserCircle size={16} stroke={1.75} aria-hidden />
          <span className="cut">{name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.onPhone}>
          {pages.map(({ to, label, icon: Icon }) => (
            <Menu.Item key={to} leftSection={<Icon size={15} aria-hidden />} onClick={() => navigate({ to })}>
              {i18n._(label)}
            </Menu.Item>
          ))}
          {pages.length > 0 && <Menu.Divider />}
        </div>
        <Menu.Item
          leftSection={<IconUserCircle size={15} aria-hidden />}
          onClick={() => navigate({ to: '/profile' })}
        >
          <Trans>Profile</Trans>
        </Menu.Item>
        <Menu.Item
          leftSection={dark ? <IconSun size={15} aria-hidden /> : <IconMoon size={15} aria-hidden />}
          onClick={() => setColorScheme(dark ? 'light' : 'dark')}
        >
          {dark ? t`Light` : t`Dark`}
        </Menu.Item>
        <LanguageItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={signOut}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
