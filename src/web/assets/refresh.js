// Reads the page again every few seconds and, when it changed, exchanges its content: scroll position and focus stay.
const seconds = Number(document.currentScript.dataset.seconds)
let shown = null

const renew = async () => {
  if (document.hidden) return
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
  if (!answer.ok) return
  const text = await answer.text()
  if (text === shown) return
  const isFirst = shown === null
  shown = text
  if (isFirst) return
  const page = new DOMParser().parseFromString(text, 'text/html')
  const focused = document.activeElement?.getAttribute('href')
  document.title = page.title
  document.getElementById('main').replaceChildren(...page.getElementById('main').childNodes)
  if (focused)
    document.querySelector(`main a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
}

// a daemon that is being restarted does not answer for a moment
const renewQuietly = () => void renew().catch(() => {})
renewQuietly()
setInterval(renewQuietly, seconds * 1000)
