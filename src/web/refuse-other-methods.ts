import type { WebApp } from './web-app.ts'

/** Answers 405 to the methods that an address does not have. Called when all routes are there, or all of a group. */
export function refuseOtherMethods(app: WebApp): void {
  const routes = app.routes.filter(({ method }) => method !== 'ALL') // those of ALL are middleware
  for (const [path, known] of Map.groupBy(routes, (route) => route.path)) {
    const methods = known.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    const allow = [...new Set(methods)].join(', ')
    app.all(path, (context) => context.text(`This address takes ${allow} alone.\n`, 405, { allow }))
  }
}
