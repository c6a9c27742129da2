import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { ruleIdOf, subscriptionIdOf } from '../../core/ids.ts'
import type { Log } from '../../observe/log.ts'
import { routeOf } from '../name-request.ts'
import type { StoryAnswer } from '../stories/story-desk.ts'
import { readPlace, writePlace } from '../stories/story-desk.ts'
import type { WebApp, WebContext, WebEnv } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import {
  feedForApi,
  foundStoryForApi,
  matchForApi,
  ruleForApi,
  storyForApi,
} from './describe-for-api.ts'
import { type ApiProblem, badParameter, readParameters } from './read-request.ts'

type Views = Pick<WebViews, 'stories' | 'rules' | 'matches' | 'feeds'>

const ADDRESSES = [
  '/api/v1/stories',
  '/api/v1/stories/{id}',
  '/api/v1/matches',
  '/api/v1/rules',
  '/api/v1/feeds',
]

/** What is stored, for programs: docs/API.md describes it. Reads only. */
export function addApi(app: WebApp, views: Views, log: Log): void {
  const api = new Hono<WebEnv>()
  api.use(etag())
  api.use(async (context, next) => {
    await next()
    context.header('cache-control', 'private, no-cache') // may be kept, and is asked for each time
  })
  api.get('/', (context) => context.json({ version: 1, addresses: ADDRESSES }))
  api.get('/stories', async (context) => await answerStories(context, views))
  api.get('/stories/:id', async (context) => {
    const id = context.req.param('id')
    const story = /^\d{1,15}$/.test(id) ? await views.stories.find(Number(id)) : null
    if (story === null) return refuse(context, NO_STORY, 404)
    return context.json(storyForApi(story))
  })
  api.get('/matches', async (context) => await answerMatches(context, views))
  api.get('/rules', async (context) =>
    context.json({ rules: (await views.rules.list()).map(ruleForApi) }),
  )
  api.get('/feeds', async (context) =>
    context.json({ feeds: (await views.feeds.list()).map(feedForApi) }),
  )
  api.all('/*', (context) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') {
      return refuse(context, NO_ADDRESS, 404)
    }
    context.header('allow', 'GET, HEAD')
    return refuse(context, READ_ONLY, 405)
  })
  api.onError((error, context) => {
    const { requestId } = context.var
    log.error({ error, request: requestId, route: routeOf(context) }, 'answer of the API failed')
    return refuse(
      context,
      { ...FAILED, hint: `the log says what, under request ${requestId}` },
      500,
    )
  })
  app.route('/api/v1', api)
}

const NO_STORY: ApiProblem = {
  code: 'not-found',
  message: 'there is no such story',
  hint: 'ids come from /api/v1/stories and /api/v1/matches; what is old may be kept no longer',
}
const NO_ADDRESS: ApiProblem = {
  code: 'not-found',
  message: 'there is no such address',
  hint: `there are ${ADDRESSES.join(', ')}`,
}
const READ_ONLY: ApiProblem = {
  code: 'read-only',
  message: 'the API changes nothing',
  hint: 'ask with GET; rules are changed in config.yaml or on the page of the rule',
}
const FAILED: ApiProblem = {
  code: 'failed',
  message: 'something went wrong',
  hint: 'the log says what',
}

function refuse(context: WebContext, problem: ApiProblem, status: 400 | 404 | 405 | 500): Response {
  return context.json({ error: problem }, status)
}

async function answerStories(context: WebContext, { stories }: Views): Promise<Response> {
  const asked = readParameters(context, ['q', 'feed', 'since', 'limit', 'cursor'])
  if ('code' in asked) return refuse(context, asked, 400)
  const cursor = asked.text('cursor')
  const before = cursor === null ? null : readPlace(cursor)
  if (cursor !== null && before === null) return refuse(context, BAD_CURSOR, 400)
  const { limit, since } = asked
  const wish = { query: asked.text('q'), feed: asked.text('feed'), since, before, limit }
  const answer = await stories.search(wish)
  if (answer.kind === 'refused') return refuseQuery(context, answer)
  const isWhole = answer.stoppedAt === null
  return context.json({
    stories: answer.stories.map((story) => foundStoryForApi(story, answer)),
    next: answer.next === null ? null : writePlace(answer.next),
    searched: {
      items: answer.itemCount,
      isWhole,
      since: answer.stoppedAt,
      notIndexed: answer.coverage.waitingCount + answer.coverage.editedCount,
      index: answer.coverage.unused === null ? 'used' : answer.coverage.unused,
    },
  })
}

const BAD_CURSOR = badParameter(
  'the cursor is none of ours',
  'take it from next, as it stands there',
)

function refuseQuery(
  context: WebContext,
  { problems }: Extract<StoryAnswer, { kind: 'refused' }>,
): Response {
  const [first] = problems
  const error = {
    code: first?.code ?? 'bad-query',
    message: first?.message ?? 'the query cannot be read',
    hint: first?.hint ?? null,
    problems,
  }
  return context.json({ error }, 400)
}

async function answerMatches(context: WebContext, { matches }: Views): Promise<Response> {
  const names = ['rule', 'subscription', 'since', 'which', 'limit', 'cursor']
  const asked = readParameters(context, names)
  if ('code' in asked) return refuse(context, asked, 400)
  const [cursor, which = 'told'] = [asked.text('cursor'), asked.text('which') ?? undefined]
  if (cursor !== null && !/^\d{1,15}$/.test(cursor)) return refuse(context, BAD_CURSOR, 400)
  if (which !== 'told' && which !== 'all') return refuse(context, BAD_WHICH, 400)
  const [rule, subscription] = [asked.text('rule'), asked.text('subscription')]
  const { matches: found, next } = await matches.list({
    ruleId: rule === null ? null : ruleIdOf(rule),
    subscriptionId: subscription === null ? null : subscriptionIdOf(subscription),
    storyId: null,
    since: asked.since,
    beforeId: cursor === null ? null : Number(cursor),
    which,
    limit: asked.limit,
  })
  return context.json({
    matches: found.map(matchForApi),
    next: next === null ? null : String(next),
  })
}

const BAD_WHICH = badParameter('which is told or all', 'told: each story once for each rule')
