/**
 * The second click of a double click on a button that acts: it is meant once. Whoever is used to double clicks would add two
 * events, or be told that somebody else has saved in between. Undo, steppers and the like take as many clicks as they get.
 */
const acts = 'button[type="submit"], button[data-variant="filled"], .mantine-Button-root:not([data-variant])'

document.addEventListener(
  'click',
  (event) => {
    if (event.detail < 2 || !(event.target instanceof Element) || !event.target.closest(acts)) return
    event.preventDefault()
    event.stopPropagation()
  },
  true,
)
