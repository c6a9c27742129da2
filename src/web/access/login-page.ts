import { html } from 'hono/html'
import { barePage, type Markup } from '../pages/bare-page.ts'

export type LoginProblem =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number }

export type LoginView = {
  /** Where to go on to. */
  readonly next: string
  readonly problem: LoginProblem | null
  /** The browser does not tell whether it kept a cookie back, as it does after a link from elsewhere. */
  readonly mayBeLoggedIn: boolean
}

export function loginPage({ next, problem, mayBeLoggedIn }: LoginView): Markup {
  const described =
    problem === null ? html`` : html` aria-describedby="problem" aria-invalid="true"`
  return barePage(
    { title: 'Log in', assets: '/assets/', head: html`` },
    html`${problem === null ? html`` : html`<p class="problem" id="problem" role="alert">${describe(problem)}</p>`}
<form method="post" action="/login" class="stack">
<input type="hidden" name="next" value="${next}">
<input type="text" name="username" value="policywatch" autocomplete="username" hidden>
<label for="password">Password</label>
<input type="password" id="password" name="password" autocomplete="current-password" required autofocus${described}>
<button class="main">Log in</button>
</form>
<p class="note">The password is <code>web.password</code> of config.yaml.</p>
${mayBeLoggedIn ? html`<p>Logged in already? <a href="${next}">Go on</a></p>` : html``}`,
  )
}

function describe(problem: LoginProblem): string {
  if (problem.kind === 'wrong') return 'That is not the password.'
  const minutes = Math.ceil(problem.seconds / 60)
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`
  return `Too many wrong passwords came from your address. Please try again in ${wait}.`
}
