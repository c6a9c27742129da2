import type { WebApp } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import { configurationPage } from './configuration-page.ts'

/** The configuration in force. */
export function addConfiguration(
  app: WebApp,
  views: Pick<WebViews, 'configuration' | 'effectiveSettings' | 'site'>,
): void {
  app.get('/config', (context) => {
    const view = {
      ...views.configuration(),
      sections: views.effectiveSettings(),
      mayEdit: views.site().mayEdit,
    }
    return context.html(configurationPage(view, context.var.frame))
  })
}
