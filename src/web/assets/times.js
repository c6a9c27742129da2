// Shows times in the reader's own zone; the server wrote them in the zone of config.yaml, with its name.
const FORMS = {
  second: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  full: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
}

const showTimes = () => {
  for (const element of document.querySelectorAll('time[data-shown]')) {
    const at = new Date(element.dateTime)
    const form = FORMS[element.dataset.shown]
    if (form === undefined || Number.isNaN(at.getTime())) continue
    element.textContent = new Intl.DateTimeFormat('en-GB', form).format(at)
  }
}

showTimes()
document.addEventListener('policywatch:renewed', showTimes)
