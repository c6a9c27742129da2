import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { HygieneFinding } from '../../src/pipeline/hygiene-finding.ts'
import { EMPTY_DESKS } from './empty-desks.ts'
import { type Lab, openLab } from './open-lab.ts'
import { openWeb } from './open-web.ts'

const RULES = `  reactors: # of all kinds
    title: Reactors <i>of all kinds</i>
    match: 'reactor*' # the old query
    matches: [A reactor is built.]
    ignores: [Fish are counted.]
  wind: { match: '"wind farm"' }`

const EDITABLE = 'web: { edit: true }'

async function openFilled(more = ''): Promise<Lab> {
  const lab = await openLab({ rules: RULES, more })
  await lab.publish(
    'energy',
    { title: 'Reactor plans', teaser: 'The ministry showed its <b>reactors</b>.' },
    { title: 'Fish near a reactor', teaser: 'Fish were counted.' },
    {
      title: 'Solar power',
      teaser: 'The sun shines &lt;img src=x onerror=alert(1)&gt; on solar fields.',
    },
  )
  return lab
}

describe('the page of rules', () => {
  it('lists each rule with its query, its stories and who takes it', async () => {
    const lab = await openFilled()

    const { body } = await lab.get('/rules')

    expect(body).toContain('Reactors &lt;i&gt;of all kinds&lt;/i&gt;')
    expect(body).toContain('<code class="query-line">&quot;wind farm&quot;</code>')
    expect(body).toMatch(/data-label="Stories in 30 days">2</)
    expect(body).toMatch(/data-label="Last hit">none stored</)
    expect(body).toMatch(/data-label="Subscriptions">desk</)
  })
})

describe('the page of rules, going by what was stored,', () => {
  it('says in its row what may be tidied up in a rule, and below what else', async () => {
    const lab = await openLab({ rules: RULES })
    const [reactors] = [...lab.settings().rules.values()]
    const about = (subject: string, kind: HygieneFinding['kind']): HygieneFinding => ({
      kind,
      subject,
      message: `<b>is</b> ${kind}`,
      hint: 'change it',
    })
    const findings = [about('reactors', 'too-loud'), about('energy', 'unwatched-feed')]
    const web = await openWeb({
      rules: {
        ...EMPTY_DESKS.rules,
        list: async () => [
          { rule: reactors!, subscriptionIds: [], hits: { count: 7, lastAt: null } },
        ],
        hygiene: async () => ({ findings, days: 30, youngRules: [] }),
      },
    })

    const { body } = await web.get('/rules')

    expect(body).toMatch(/<code class="query-line">.*&lt;b&gt;is&lt;\/b&gt; too-loud/)
    expect(body).toContain('<span class="subject">energy</span>')
    expect(body).toContain('none: it alerts nobody')
  })
})

describe('the laboratory', () => {
  it('shows what the rule in force matched, day by day, and which terms hit', async () => {
    const lab = await openFilled()

    const { status, body } = await lab.get('/rules/reactors')

    expect(status).toBe(200)
    expect(body).toContain('It would have matched 2 items of 3 in 30 days')
    expect(body).toContain('the same as the rule in force')
    expect(body).toContain('2 at most in a day (2026-03-03)')
    expect(body).toMatch(/<th scope="row">2026-03-03<\/th><td class="number">2</)
    expect(body).toMatch(/<code>reactor\*<\/code><\/th><td>the query<\/td><td class="number">2</)
    expect(body).toContain('<mark>reactors</mark>')
    expect(body).toContain('This is the query in force.')
    expect(body).toContain('rel="alternate" type="application/atom+xml"')
    expect(body).toContain('<a href="/alerts?subscription=@desk">desk</a>')
  })

  it('compares another query with the rule in force, without a script', async () => {
    const lab = await openFilled()

    const { body } = await lab.get('/rules/reactors?match=solar+OR+plans&days=7')

    expect(body).toContain('2 items of 3 in 7 days')
    expect(body).toMatch(/<dt>newly matched<\/dt><dd>1</)
    expect(body).toMatch(/<dt>no longer matched<\/dt><dd>1</)
    expect(body).toMatch(/<dt>matched by both<\/dt><dd>1</)
    expect(body).toContain('any of (solar, plans)')
    expect(body).toContain('<code>  reactors:\n    match: &#39;solar OR plans&#39;\n</code>')
    expect(body).toContain('>solar OR plans</textarea>')
  })

  it('holds the examples of the rule against the query', async () => {
    const lab = await openFilled()

    const { body } = await lab.get('/rules/reactors?match=fish')

    expect(body).toContain('2 of 2 come out wrong')
    expect(body).toContain('must be hit, and is not:</span> A reactor is built.')
    expect(body).toContain('must not be hit, and is:</span> <mark>Fish</mark> are counted.')
  })

  it('shows where the query is wrong', async () => {
    const lab = await openFilled()

    const { status, body } = await lab.get('/rules/reactors?match=tea+AND+%22%3Cscript%3E')

    expect(status).toBe(200)
    expect(body).toContain('The query cannot be read')
    expect(body).toContain('aria-invalid="true"')
    expect(body).toContain('<mark class="fault"')
    expect(body).not.toContain('<script>"')
  })

  it('shows what is suspicious', async () => {
    const lab = await openFilled()

    const { body } = await lab.get('/rules/reactors?match=small+modular+reactor')

    expect(body).toContain('<b>Warning:</b>')
  })

  it('tries a new rule and gives the lines for config.yaml', async () => {
    const lab = await openFilled()

    const { body } = await lab.get(
      '/rules/new?id=sun&title=The+%22sun%22&match=solar&feeds=energy,%23trade-tag,nowhere',
    )

    expect(body).toContain('It would have matched 1 item of 3')
    expect(body).toContain('No feed is called nowhere.')
    expect(body).toContain(
      '  sun:\n    title: &#39;The &quot;sun&quot;&#39;\n    match: &#39;solar&#39;\n    feeds: [energy, &quot;#trade-tag&quot;, nowhere]',
    )
    expect(body).not.toMatch(/<img src=x/)
  })

  it('begins empty for a new rule', async () => {
    const lab = await openLab({ rules: RULES })

    const { status, body } = await lab.get('/rules/new')

    expect(status).toBe(200)
    expect(body).toContain('<div id="preview"></div>')
  })

  it('answers its script with the part that changes alone', async () => {
    const lab = await openFilled()

    const fragment = await lab.post('/rules/reactors/preview', { match: 'solar', days: '30' })
    const empty = await lab.post('/rules/new/preview', { match: '  ' })

    expect(fragment.status).toBe(200)
    expect(fragment.body).toMatch(/^<section class="trial"/)
    expect(fragment.body).toContain('data-summary="It would have matched 1 item of 3')
    expect(empty).toMatchObject({ status: 200, body: '' })
  })

  it('has no page for a rule that is nowhere', async () => {
    const lab = await openLab({ rules: RULES })

    const page = await lab.get('/rules/nothing')
    const preview = await lab.get('/rules/nothing/preview?match=x')

    expect([page.status, preview.status]).toEqual([404, 404])
    expect(page.body).toContain('<a href="/api/v1/matches?rule=nothing">')
  })

  it('says that a rule of the file is not in force yet, and that one is in force otherwise', async () => {
    const lab = await openFilled()
    const yaml = readFileSync(lab.configFile, 'utf8')
    const edited = yaml
      .replace("'reactor*'", 'plans')
      .replace('wind:', 'gale: { match: gale }\n  wind:')
    writeFileSync(lab.configFile, edited)

    const added = await lab.get('/rules/gale')
    const changed = await lab.get('/rules/reactors')

    expect(added.body).toContain('is not in force yet')
    expect(changed.body).toContain('says something else</b> than what is in force')
  })

  it('offers no way to save where the pages may not write', async () => {
    const lab = await openFilled()

    const page = await lab.get('/rules/reactors?match=solar')
    const saved = await lab.post('/rules/reactors', { match: 'solar', fingerprint: 'x' })

    expect(page.body).toContain('With <code>web.edit: true</code> this page saves it')
    expect(page.body).not.toContain('method="post" action="/rules')
    expect(saved.status).toBe(403)
    expect(readFileSync(lab.configFile, 'utf8')).toContain("match: 'reactor*' # the old query")
  })
})

describe('saving from the laboratory', () => {
  it('writes the query into config.yaml and shows the rule in force', async () => {
    const lab = await openFilled(EDITABLE)
    const form = formIn((await lab.get('/rules/reactors?match=reactor*+OR+solar')).body)

    const saved = await lab.post('/rules/reactors', form)
    const page = await lab.get(saved.headers.get('location') ?? '')

    expect(saved.status).toBe(303)
    expect(saved.headers.get('location')).toMatch(/^\/rules\/reactors\?saved=config\.yaml\.bak-/)
    expect(readFileSync(lab.configFile, 'utf8')).toContain(
      "    match: 'reactor* OR solar' # the old query\n",
    )
    expect(page.body).toContain('Saved, and in force.')
  })

  it('adds a new rule behind the last one', async () => {
    const lab = await openFilled(EDITABLE)
    const form = formIn((await lab.get('/rules/new?id=sun&match=solar%0D%0AOR+sun&title=Sun')).body)

    const saved = await lab.post('/rules/new', form)

    expect(saved.status).toBe(303)
    expect(readFileSync(lab.configFile, 'utf8')).toContain(
      `  sun:\n    title: Sun\n    match: |-\n      solar\n      OR sun\nsubscriptions:`,
    )
  })

  it('refuses what the whole configuration would be refused for, and shows why', async () => {
    const lab = await openFilled(EDITABLE)
    const form = formIn((await lab.get('/rules/reactors?match=fish')).body)

    const saved = await lab.post('/rules/reactors', form)

    expect(saved.status).toBe(422)
    expect(saved.body).toContain('would be refused with it')
    expect(saved.body).toContain('must not hit this text')
    expect(saved.body).toContain('>fish</textarea>')
    expect(readdirSync(path.dirname(lab.configFile)).filter((name) => /bak/.test(name))).toEqual([])
  })

  it('does not write over what somebody else wrote meanwhile, and does when asked again', async () => {
    const lab = await openFilled(EDITABLE)
    const form = formIn((await lab.get('/rules/reactors?match=solar+OR+reactor')).body)
    const yaml = readFileSync(lab.configFile, 'utf8')
    writeFileSync(lab.configFile, yaml.replace("'reactor*'", "'reactor* OR <b>'"))

    const saved = await lab.post('/rules/reactors', form)
    const again = await lab.post('/rules/reactors', formIn(saved.body))

    expect(saved.status).toBe(409)
    expect(saved.body).toContain('was changed meanwhile')
    expect(saved.body).toContain('reactor* OR &lt;b&gt;')
    expect(again.status).toBe(303)
  })

  it('wants a name for a new rule', async () => {
    const lab = await openFilled(EDITABLE)

    const page = await lab.get('/rules/new?match=solar')
    const saved = await lab.post('/rules/new', { match: 'solar', fingerprint: 'x' })

    expect(page.body).toContain('Give the rule a name to save it.')
    expect(saved.status).toBe(422)
  })

  it('makes no rule whose page would be that of new rules', async () => {
    const lab = await openFilled(EDITABLE)
    const form = formIn((await lab.get('/rules/new?id=new&match=solar')).body)

    const saved = await lab.post('/rules/new', form)

    expect(saved.status).toBe(422)
    expect(saved.body).toContain('choose another name')
    expect(readFileSync(lab.configFile, 'utf8')).not.toContain('solar')
  })

  it('wants a token of ours', async () => {
    const lab = await openFilled(EDITABLE)
    const form = formIn((await lab.get('/rules/reactors?match=solar')).body)

    const saved = await lab.get('/rules/reactors', {})
    const forged = await lab.forge('/rules/reactors', form)

    expect(saved.status).toBe(200)
    expect(forged.status).toBe(403)
    expect(readFileSync(lab.configFile, 'utf8')).toContain("'reactor*'")
  })
})

/** The hidden fields of the form that saves. */
function formIn(body: string): Record<string, string> {
  const [form = ''] = /<form method="post" action="\/rules[\s\S]*?<\/form>/.exec(body) ?? []
  const fields = form.matchAll(/name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries(
    [...fields].map(([, name = '', value = '']) => [name, unescaped(value)]),
  )
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
