// Tries the query while one types: sends the form, and puts what the server makes of it below. Without it the form does the same.
const form = document.getElementById('laboratory')
const preview = document.getElementById('preview')
const status = document.getElementById('laboratory-status')
const query = document.getElementById('match')

// a pause in typing; shorter ones would try half-written words
const PAUSE_MS = 350
const LONGEST_ADDRESS = 4000

let timer = null
let asked = null

const show = (text) => {
  const page = new DOMParser().parseFromString(text, 'text/html')
  preview.replaceChildren(...page.body.childNodes)
  const shown = preview.querySelector('[data-summary]')
  status.textContent = shown?.dataset.summary ?? ''
  const isInvalid = shown?.hasAttribute('data-invalid') ?? false
  query.setAttribute('aria-invalid', String(isInvalid))
  offerCopies()
  document.dispatchEvent(new Event('policywatch:renewed'))
}

const ask = async () => {
  asked?.abort()
  const mine = new AbortController()
  asked = mine
  const sent = new URLSearchParams(new FormData(form))
  preview.setAttribute('aria-busy', 'true')
  try {
    const answer = await fetch(form.dataset.preview, {
      method: 'POST',
      body: sent,
      headers: { 'x-csrf-token': form.dataset.csrf },
      signal: mine.signal,
      redirect: 'error',
    })
    const text = await answer.text()
    if (mine.signal.aborted) return
    if (!answer.ok) throw new Error(`${answer.status}`)
    show(text)
    const address = `${form.getAttribute('action')}?${sent}`
    if (address.length < LONGEST_ADDRESS) history.replaceState(null, '', address)
  } catch (error) {
    if (error.name === 'AbortError') return
    status.textContent = 'The preview could not be loaded. Reload the page, or press "Try it".'
  } finally {
    if (asked === mine) preview.removeAttribute('aria-busy')
  }
}

// what is shown is no longer what is typed, so it cannot be saved
const holdSaving = () => {
  for (const button of preview.querySelectorAll('.save button')) button.disabled = true
}

const askSoon = () => {
  holdSaving()
  clearTimeout(timer)
  timer = setTimeout(() => void ask(), PAUSE_MS)
}

const offerCopies = () => {
  for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false
}

form.addEventListener('input', askSoon)
form.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(timer)
  void ask()
})
preview.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy]')
  if (button === null) return
  const lines = document.getElementById(button.dataset.copy)
  getSelection().selectAllChildren(lines)
  // without a secure connection there is no clipboard; the selection is the next best
  navigator.clipboard?.writeText(lines.textContent).then(() => {
    status.textContent = 'Copied.'
    button.textContent = 'Copied'
  })
})
offerCopies()
