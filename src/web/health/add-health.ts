import type { CheckedHealth, Readiness } from '../../observe/health.ts'
import type { WebApp } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'

/**
 * Two answers for those who watch over the process, open to everybody: whether it lives, which takes nothing but that it
 * answers at all, and whether it can do its work. Who restarts what does not live must not restart it for a full disk.
 */
export function addHealth(app: WebApp, { readiness }: Pick<WebViews, 'readiness'>): void {
  app.get('/healthz', (context) => context.text('ok\n'))
  app.get('/readyz', async (context) => {
    const found = await readiness()
    return context.json(describe(found), found.isReady ? 200 : 503, { 'cache-control': 'no-store' })
  })
}

function describe({ isReady, state, checks }: Readiness): object {
  const problems = checks.filter(isProblem)
  return {
    ready: isReady,
    state,
    checks: checks.map(({ name }) => name),
    problems: problems.map(({ name, problem }) => ({ check: name, reason: problem })),
  }
}

function isProblem({ problem }: CheckedHealth): boolean {
  return problem !== null
}
