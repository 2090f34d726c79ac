/** Mantine over the tokens of `tokens.css`: every colour that a component uses is one of those variables. */
import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import {
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Kbd,
  Loader,
  type MantineColorsTuple,
  Menu,
  Modal,
  Pill,
  Popover,
  SegmentedControl,
  Tabs,
  Tooltip,
} from '@mantine/core'
import classes from './components.module.css'
import { returnFocus } from './return-focus.ts'

/** Shade 7 is the accent of the light theme, shade 4 that of the dark one. */
const accent: MantineColorsTuple = [
  '#eaf0fd',
  '#d5e1fa',
  '#b9ccf5',
  '#8fb2ff',
  '#3a6fe2',
  '#3165d9',
  '#285cd1',
  '#1f54c9',
  '#1a47ab',
  '#163b8e',
]

/**
 * A list to choose from scrolls by itself: a box that scrolls around the choices would be one more stop that has no name.
 * Not `extend`: who loads the theme would load every kind of field.
 */
const choice = { defaultProps: { withScrollArea: false }, classNames: { options: classes.choices } }

/** Read anew each time: the language may have changed. */
const closeWord = () => i18n._(msg`Close`)

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  colors: { accent },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '22px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '10px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '15px', lineHeight: '20px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  components: {
    Button: Button.extend({ classNames: { root: classes.button }, defaultProps: { size: 'sm' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, withArrow: false, events: { hover: true, focus: true, touch: true } },
      classNames: { tooltip: classes.tooltip },
    }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'lg',
        padding: 20,
        centered: true,
        overlayProps: { color: 'var(--scrim)', backgroundOpacity: 1 },
        closeButtonProps: {
          ref: returnFocus,
          get 'aria-label'() {
            return closeWord()
          },
        },
        // The head of a dialog is no second banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
      classNames: {
        root: classes.dialogRoot,
        content: classes.dialog,
        header: classes.dialogHead,
        title: classes.dialogTitle,
      },
    }),
    SegmentedControl: SegmentedControl.extend({
      classNames: { root: classes.segments, indicator: classes.segmentsOn, label: classes.segmentsLabel },
    }),
    Tabs: Tabs.extend({ classNames: { list: classes.tabs, tab: classes.tab } }),
    Kbd: Kbd.extend({ classNames: { root: classes.kbd } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' }, classNames: { input: classes.checkbox } }),
    Menu: Menu.extend({
      // The first item takes the focus itself: a placeholder among items is no item.
      defaultProps: { shadow: 'md', withinPortal: true, withInitialFocusPlaceholder: false },
      classNames: { dropdown: classes.floating },
    }),
    Pill: Pill.extend({ defaultProps: { radius: 'xs' } }),
    Popover: Popover.extend({ classNames: { dropdown: classes.floating } }),
    Select: choice,
    MultiSelect: choice,
    Autocomplete: choice,
    TagsInput: choice,
    // As with lists, not loaded before somebody is told something.
    Notification: {
      defaultProps: {
        closeButtonProps: {
          get 'aria-label'() {
            return closeWord()
          },
        },
      },
    },
    Loader: Loader.extend({ defaultProps: { size: 'xs', type: 'oval' } }),
  },
})

const shared = {
  '--mantine-color-body': 'var(--canvas)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--control)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-error': 'var(--bad)',
  // An item of a menu takes this shade, whatever the theme.
  '--mantine-color-red-6': 'var(--bad)',
  '--mantine-color-red-light-hover': 'var(--bad-tint)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-off)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--accent-tint)',
  '--mantine-primary-color-light-color': 'var(--accent-text)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--accent-tint)',
  '--mantine-color-accent-light-color': 'var(--accent-text)',
  '--mantine-color-accent-text': 'var(--accent-text)',
  '--mantine-shadow-md': 'var(--shadow-pop)',
  '--mantine-shadow-xl': 'var(--shadow-dialog)',
  '--input-height-sm': 'var(--control-h)',
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: shared, light: shared, dark: shared })
