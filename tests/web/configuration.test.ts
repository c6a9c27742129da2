import { describe, expect, it } from 'vitest'
import { openWeb } from './open-web.ts'
import { AT, XSS } from './sample-views.ts'

describe('the page of the configuration', () => {
  it('shows what is in force, since when, and every value', async () => {
    const web = await openWeb({
      effectiveSettings: () => [
        { key: 'rules', entries: [{ id: 'smr', values: [{ key: 'match', value: XSS }] }] },
        { key: 'web', entries: [{ id: null, values: [{ key: 'password', value: '••••' }] }] },
      ],
    })

    const { body } = await web.get('/config')

    expect(body).toContain('/etc/policywatch/config.yaml')
    expect(body).toContain('<summary>smr</summary>')
    expect(body).toContain('<dt>password</dt><dd>••••</dd>')
    expect(body).toContain('lets rules be saved into the file')
    expect(body).not.toMatch(/<script>|<img/)
  })

  it('shows why the file is refused, with the place, the line and what to do', async () => {
    const web = await openWeb({
      configuration: () => ({
        file: '/etc/config.yaml',
        revision: 'abc',
        appliedAt: AT,
        refused: {
          since: AT,
          problems: [
            {
              code: 'unknown-key',
              severity: 'error',
              message: '"shedule" is not a key',
              hint: 'did you mean "schedule"?',
              path: 'feeds.motir.shedule',
              file: 'config.yaml',
              line: 3,
              column: 5,
              sourceLine: `    shedule: "${XSS}"`,
            },
          ],
        },
      }),
    })

    const { body } = await web.get('/config')

    expect(body).toContain('&quot;shedule&quot; is not a key')
    expect(body).toContain('line 3, column 5')
    expect(body).toContain('Hint: did you mean &quot;schedule&quot;?')
    expect(body).not.toMatch(/<script>|<img/)
  })
})
