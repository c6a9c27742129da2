// Reads the page again every few seconds and, when it changed, exchanges its content: scroll position and focus stay, and
// nothing is taken from somebody who is filling in a form or marking text.
const seconds = Number(document.currentScript.dataset.seconds)
let shown = null

const isBusy = () =>
  document.hidden ||
  document.activeElement?.matches('main input, main select, main textarea, main button') ||
  document.getSelection()?.isCollapsed === false

const find = (selector) => (selector === null ? null : document.querySelector(selector))

const selectorOf = (element) => {
  if (!element?.closest('main')) return null
  if (element.id) return `#${CSS.escape(element.id)}`
  const href = element.getAttribute('href')
  return href === null ? null : `main a[href="${CSS.escape(href)}"]`
}

const renew = async () => {
  if (isBusy()) return
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
  // another page is what answers when the session has ended
  if (!answer.ok || answer.redirected) return
  const text = await answer.text()
  if (text === shown || isBusy()) return
  const isFirst = shown === null
  shown = text
  if (isFirst) return
  const page = new DOMParser().parseFromString(text, 'text/html')
  const focused = selectorOf(document.activeElement)
  const open = [...document.querySelectorAll('main details[open][id]')].map(({ id }) => id)
  document.title = page.title
  document.getElementById('main').replaceChildren(...page.getElementById('main').childNodes)
  for (const id of open) document.getElementById(id)?.setAttribute('open', '')
  document.dispatchEvent(new Event('policywatch:renewed'))
  find(focused)?.focus({ preventScroll: true })
}

// a daemon that is being restarted does not answer for a moment
const renewQuietly = () => void renew().catch(() => {})
renewQuietly()
setInterval(renewQuietly, seconds * 1000)
