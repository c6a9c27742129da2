import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { lockDataDir } from '../../src/store/lock.ts'
import { type CommandLineRun, runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

const FEED = `<rss version="2.0"><channel><title>Harbour</title><link>https://harbour.example/</link>
<item><title>Pier 4 opens</title><link>https://harbour.example/4</link><description>The pier is long.</description></item>
<item><title>Bridge closes</title><link>https://harbour.example/5</link><pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate></item></channel></rss>`

/** A configuration with one feed that answers and one that does not, and a way to run commands on it. */
async function openPlace(): Promise<{
  folder: string
  run: (...argv: string[]) => Promise<CommandLineRun>
}> {
  const server = createServer((request, response) =>
    request.url === '/feed' ? response.end(FEED) : response.writeHead(500).end(),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const folder = await temporaryFolder({
    'config.yaml': `feeds:
  harbour: { url: "http://127.0.0.1:${port}/feed", allowPrivate: true }
  broken: { url: "http://127.0.0.1:${port}/broken", allowPrivate: true }
defaults: { startWith: everything }
rules:
  piers: { match: pier }
subscriptions:
  desk: { to: [desk@example.org], rules: all }
mail: { from: alerts@example.org }
web: false
`,
  })
  const config = path.join(folder, 'config.yaml')
  return { folder, run: async (...argv) => await runCommandLine(['--config', config, ...argv]) }
}

describe('poll', () => {
  it('prints a line per feed and a summary, delivers, and exits 4 when a feed failed', async () => {
    const { folder, run } = await openPlace()

    const { exitCode, stdout } = await run('poll')

    expect(exitCode).toBe(4)
    expect(stdout).toMatch(/^harbour {2}2 items, 2 new, 1 match {2}\(\d+ ms\)$/m)
    expect(stdout).toMatch(/^broken {3}failed: .*500/m)
    expect(stdout).toMatch(/^sent {7}desk@example\.org {2}.*Pier 4 opens/m)
    expect(stdout).toMatch(/1 of 2 feeds polled, 1 failed: 2 new items, 1 match; 1 e-mail sent\n$/)
    expect(await readdir(path.join(folder, 'data', 'outbox'))).toHaveLength(1)
  })

  it('exits 0 when the named feed is fine, and 1 when it failed', async () => {
    const { run } = await openPlace()

    const fine = await run('poll', 'harbour')
    const failed = await run('poll', 'broken')

    expect([fine.exitCode, failed.exitCode]).toEqual([0, 1])
  })

  it('exits 4 when every feed is fine and the mail server is down', async () => {
    const { folder, run } = await openPlace()
    const file = path.join(folder, 'config.yaml')
    const config = await readFile(file, 'utf8')
    await writeFile(file, config.replace('mail: {', 'mail: { smtp: "smtp://127.0.0.1:1",'))

    const { exitCode, stdout } = await run('poll', 'harbour')

    expect(stdout).toMatch(/1 match; 1 to be tried again\n$/)
    expect(exitCode).toBe(4)
  })

  it.each([
    ['EPIPE', 0],
    ['ENOSPC', 1],
  ])('delivers although its output is lost (%s), and exits %i', async (code, expected) => {
    const { folder } = await openPlace()
    const outputError = Object.assign(new Error(`write ${code}`), { code })

    const { exitCode } = await runCommandLine(
      ['poll', 'harbour', '--config', path.join(folder, 'config.yaml')],
      { outputError },
    )

    expect(exitCode).toBe(expected)
    expect(await readdir(path.join(folder, 'data', 'outbox'))).toHaveLength(1)
  })

  it('tells times in the configured zone', async () => {
    const { folder, run } = await openPlace()
    const file = path.join(folder, 'config.yaml')
    const config = await readFile(file, 'utf8')
    await writeFile(file, config.replace('rules: all', 'rules: all, deliver: daily'))

    const { stdout } = await run('poll', 'harbour')

    expect(stdout).not.toMatch(/\dT\d\d:/)
  })

  it('--no-deliver leaves the alerts to deliver', async () => {
    const { run } = await openPlace()
    await run('poll', 'harbour', '--no-deliver')

    const { exitCode, stdout } = await run('deliver')

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^sent .*\n1 e-mail sent\n$/)
  })

  it('exits 2 for a feed that is not configured', async () => {
    const { run } = await openPlace()

    const { exitCode, stderr } = await run('poll', 'harbuor')

    expect(exitCode).toBe(2)
    expect(stderr).toContain('did you mean harbour?')
  })

  it.each(['poll', 'deliver', 'migrate'])(
    '%s refuses while a daemon runs, and names it',
    async (command) => {
      const { folder, run } = await openPlace()
      const locked = lockDataDir(path.join(folder, 'data'), 'run')
      onTestFinished(() => {
        if (locked.kind === 'held') locked.lock.release()
      })

      const { exitCode, stderr } = await run(command)

      expect(exitCode).toBe(1)
      expect(stderr).toContain(`"policywatch run" (process ${process.pid}`)
    },
  )
})

describe('what was stored', () => {
  let place: Awaited<ReturnType<typeof openPlace>>
  beforeEach(async () => {
    place = await openPlace()
    await place.run('poll')
  })

  it('is shown by status', async () => {
    const { exitCode, stdout } = await place.run('status')

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^harbour +ok +2 /m)
    expect(stdout).toMatch(/^broken +failing +0 .*500/m)
    expect(stdout).toContain('0 pending, 0 held, 0 uncertain; in 24 hours 1 sent, 0 failed')
  })

  it('is shown by status --json as one document', async () => {
    const { stdout } = await place.run('status', '--json')

    expect(JSON.parse(stdout)).toMatchObject({
      feeds: [
        { id: 'harbour', health: 'ok', itemCount: 2 },
        { id: 'broken', health: 'failing' },
      ],
      alerts: { sent: 1 },
    })
  })

  it('is no reason to tidy up before a week has passed', async () => {
    const { stdout } = await place.run('status', '--rules')

    expect(stdout).toBe(
      'nothing to tidy up; too young to judge by what they hit: 1 rule (in force for less than a week)\n',
    )
  })

  it('is tidied up by the one document of status --rules --json', async () => {
    const { stdout } = await place.run('status', '--rules', '--json')

    expect(JSON.parse(stdout)).toEqual({ findings: [], days: 30, youngRules: ['piers'] })
  })

  it('is found by search', async () => {
    const { exitCode, stdout, stderr } = await place.run('search', 'pier AND long')

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /item \d {2}harbour {2}Pier 4 opens\n {2}https:\/\/harbour\.example\/4\n/,
    )
    expect(stdout).toContain('[Pier] 4 opens')
    expect(stderr).toBe('1 item\n')
  })

  it('is found by search without a word to go by, which says that it reads all', async () => {
    const { stdout, stderr } = await place.run('search', '*ier')

    expect(stdout).toContain('Pier 4 opens')
    expect(stderr).toContain('all items are read')
  })

  it('is shown by search as of its first sight where its date cannot be true', async () => {
    const { stdout } = await place.run('search', 'bridge')

    expect(stdout).toContain('Bridge closes')
    expect(stdout).not.toContain('2099')
  })

  it('is found by search --json, one item a line', async () => {
    const { stdout } = await place.run('search', '--json', 'pier OR bridge', '--limit', '1')

    expect(JSON.parse(stdout)).toMatchObject({ feed: 'harbour', url: expect.any(String) })
  })

  it('is explained by its address: the rule, the passage, the clause and who was told', async () => {
    const { exitCode, stdout } = await place.run('explain', 'https://harbour.example/4')

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^item \d of harbour: Pier 4 opens\n {2}https:\/\/harbour\.example\/4\n/)
    expect(stdout).toMatch(/^piers: hit\n {4}pier\n {2}The rule holds for the item/m)
    expect(stdout).toMatch(/^ {2}desk@example\.org \(desk\) was told on /m)
    expect(stdout).toMatch(/^ {2}text: The \[pier\] is long\.$/m)
    expect(stdout).toMatch(/^ {2}✓ pier: "Pier", "pier"$/m)
    expect(stdout).toMatch(/no other rule came close, of 1 rule\n$/)
  })

  it('is explained where no rule came close', async () => {
    const { stdout } = await place.run('explain', 'https://harbour.example/5')

    expect(stdout).toMatch(/no rule holds and none came close, of 1 rule\n$/)
  })

  it('is explained by explain --json in one document', async () => {
    const { stdout } = await place.run('explain', '--json', 'https://harbour.example/4', 'piers')

    expect(JSON.parse(stdout)).toMatchObject({
      item: { feed: 'harbour', feedTitle: 'Harbour', searched: 'teaser' },
      remarks: expect.any(Array),
      rules: [
        {
          kind: 'hit',
          rule: 'piers',
          explanation: { isTrue: true },
          stored: { ledger: [{ address: 'desk@example.org', state: 'sent' }] },
        },
      ],
      ruleCount: 1,
    })
  })

  it('is held against a query of no rule by explain --query', async () => {
    const { stdout } = await place.run('explain', 'harbour.example/5', '--query', 'bridge NOT pier')

    expect(stdout).toMatch(/^matched$/m)
    expect(stdout).toMatch(/^ {4}✓ none of: pier$/m)
  })

  it.each([
    [
      ['nothing-like-it'],
      /no stored item has the id, address or guid nothing-like-it\n {2}policywatch search/,
    ],
    [['1', 'peirs'], /there is no rule peirs, .*\n {2}did you mean piers\?/],
    [['piers'], 'piers is a rule, and the item stands before it'],
  ])('explain %j exits 1 and says what to type', async (argv, shown) => {
    const { exitCode, stderr } = await place.run('explain', ...argv)

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(shown)
  })

  it('stands in the ledger with its state', async () => {
    const { stdout } = await place.run('ledger')

    expect(stdout).toMatch(/piers +Pier 4 opens +desk +desk@example\.org +sent +1 /)
  })

  it('stands in ledger --json, one row a line with state and reason', async () => {
    const { stdout } = await place.run('ledger', '--json')

    expect(JSON.parse(stdout)).toMatchObject({
      ruleId: 'piers',
      state: 'sent',
      reason: expect.any(String),
      address: 'desk@example.org',
    })
  })

  it('passes ledger --verify', async () => {
    const { exitCode, stdout } = await place.run('ledger', '--verify', '--json')

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ ok: true, problems: [] })
  })

  it('is up to date for migrate', async () => {
    const { exitCode, stdout } = await place.run('migrate')

    expect(exitCode).toBe(0)
    expect(stdout).toContain('the database is up to date')
  })
})

describe('before anything was stored', () => {
  it.each([
    ['status', ['status'], /harbour +new/],
    ['ledger', ['ledger', '--json'], /^$/],
    ['search', ['search', 'pier'], /^$/],
    ['deliver', ['deliver'], /nothing is due now/],
    ['migrate', ['migrate'], /a new database has been made/],
  ])('%s exits 0', async (_name, argv, shown) => {
    const { run } = await openPlace()

    const { exitCode, stdout } = await run(...argv)

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(shown)
  })
})

describe('ledger --verify where nothing was ever stored', () => {
  it('names the folder and exits 1', async () => {
    const { folder, run } = await openPlace()

    const { exitCode, stdout } = await run('ledger', '--verify')

    expect(exitCode).toBe(1)
    expect(stdout).toContain(`nothing was ever stored in ${path.join(folder, 'data')}`)
  })

  it('is not ok as JSON', async () => {
    const { folder, run } = await openPlace()

    const { exitCode, stdout } = await run('ledger', '--verify', '--json')

    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      problems: [{ code: 'nothing-stored', count: 0, example: path.join(folder, 'data') }],
    })
  })
})

describe('a database that cannot be read', () => {
  it.each([['status'], ['ledger'], ['search', 'pier']])(
    '%s says which, why and what to do where no -wal can be made',
    async (...argv) => {
      const { folder, run } = await openPlace()
      await run('poll', 'harbour')
      const file = path.join(folder, 'data', 'policywatch.db')
      await mkdir(`${file}-wal`) // stands where SQLite wants to make its own

      const { exitCode, stdout, stderr } = await run(...argv)

      expect([exitCode, stdout]).toEqual([1, ''])
      expect(stderr).toContain(`cannot use the database ${file}: SQLite`)
      expect(stderr).toContain('make policywatch.db-wal and policywatch.db-shm beside it')
      expect(stderr).toContain('copy policywatch.db')
    },
  )

  it('is called damaged when it is no database', async () => {
    const { folder, run } = await openPlace()
    await run('poll', 'harbour')
    await writeFile(path.join(folder, 'data', 'policywatch.db'), 'x'.repeat(5_000))

    const { exitCode, stderr } = await run('status')

    expect(exitCode).toBe(1)
    expect(stderr).toContain('policywatch.db: it is damaged')
    expect(stderr).toContain('restore a backup (policywatch restore FILE)')
  })
})

describe('send-test', () => {
  it('goes the way of alerts', async () => {
    const { folder, run } = await openPlace()

    const { exitCode, stdout } = await run('send-test', 'Ops <ops@example.org>')

    expect(exitCode).toBe(0)
    expect(stdout).toContain('sent to ops@example.org')
    expect(await readdir(path.join(folder, 'data', 'outbox'))).toHaveLength(1)
  })
})
