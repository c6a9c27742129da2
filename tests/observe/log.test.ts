import { describe, expect, it } from 'vitest'
import { createLog, type LogOptions } from '../../src/observe/log.ts'

function openLog(options: Partial<LogOptions> & { readonly isTTY?: boolean }): {
  log: ReturnType<typeof createLog>
  lines: string[]
} {
  const lines: string[] = []
  const stream = {
    isTTY: options.isTTY ?? false,
    write: (line: string): number => lines.push(line),
  }
  return { log: createLog({ level: 'info', secrets: [], stream, ...options }), lines }
}

describe('createLog', () => {
  it('writes one line of JSON with time, level, fields and message', () => {
    const { log, lines } = openLog({})

    log.info({ feed: 'korea-net', added: 2 }, 'polled')

    expect(JSON.parse(lines[0]!)).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: 'info',
      msg: 'polled',
      feed: 'korea-net',
      added: 2,
    })
  })

  it('leaves out what is below its level', () => {
    const { log, lines } = openLog({ level: 'warn' })

    log.info({}, 'polled')
    log.warn({}, 'feed failed')

    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['feed failed'])
  })

  it('masks secrets that come later as well as those it had, in its children too', () => {
    const { log, lines } = openLog({ secrets: ['first-canary'] })
    const child = log.child({ feed: 'korea-net' })

    log.alsoMask(['second-canary'])
    child.info({ reason: 'first-canary and second-canary' }, 'polled')

    expect(JSON.parse(lines[0]!).reason).toBe('*** and ***')
  })

  it('gives the lines of a child the fields of its parents', () => {
    const { log, lines } = openLog({})

    log.child({ feed: 'motir' }).child({ rule: 'smr' }).info({ item: 7 }, 'matched')

    expect(JSON.parse(lines[0]!)).toMatchObject({ feed: 'motir', rule: 'smr', item: 7 })
  })

  it('masks a secret in messages, nested fields, errors and their causes', () => {
    const { log, lines } = openLog({ secrets: ['s3cret!'] })
    const error = new Error('login s3cret! refused', { cause: new Error('at s3cret!') })

    log.error({ error, request: { headers: ['Bearer s3cret!'] } }, 'with s3cret!')

    expect(lines.join('')).not.toContain('s3cret')
    expect(lines.join('')).toContain('***')
  })

  it('masks a secret as it is spelled in a URL', () => {
    const { log, lines } = openLog({ secrets: ['p@ss/word'] })

    log.info({ url: new URL('smtp://user:p%40ss%2Fword@mail.example.org') }, 'opened')

    expect(lines[0]).not.toContain('p%40ss')
  })

  it('stays JSON when a secret is made of quotes and digits', () => {
    const { log, lines } = openLog({ secrets: ['":"', '202'] })

    log.info({ port: 2025, text: 'a":"b' }, 'listening on 2025')

    expect(JSON.parse(lines[0]!)).toMatchObject({
      port: 2025,
      text: 'a***b',
      msg: 'listening on ***5',
    })
  })

  it('survives a value that contains itself', () => {
    const { log, lines } = openLog({})
    const circle: Record<string, unknown> = { name: 'circle' }
    circle['self'] = circle

    log.info({ circle }, 'odd')

    expect(JSON.parse(lines[0]!)).toMatchObject({ msg: 'odd', circle: { name: 'circle' } })
  })

  it('writes text for people on a terminal, with the control characters of a feed taken out', () => {
    const { log, lines } = openLog({ isTTY: true })

    log.info({ feed: 'motir', title: 'a\u001b[2Jb' }, 'polled')

    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d info {2}polled {2}feed=motir {2}title="a.*b"\n$/)
    expect(lines[0]).not.toContain('\u001b')
  })

  it('shows the stack of an error on a terminal in lines of its own', () => {
    const { log, lines } = openLog({ isTTY: true })

    log.error({ error: new Error('no space left') }, 'poll failed')

    expect(lines[0]).toMatch(
      /poll failed {2}error="no space left"\n {4}Error: no space left\n {4} +at /,
    )
  })
})
