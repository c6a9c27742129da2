/** The entry of a thread that talks to servers for a ThreadTransport. */
import type { FetchFailed } from '../core/feed/fetch-result.ts'
import { answerCalls, threadData } from '../threads/answer-calls.ts'
import { DirectTransport } from './direct-transport.ts'
import type { FetchLimits } from './fetch-limits.ts'
import type { Answer } from './read-answer.ts'
import type { SentRequest } from './sent-request.ts'

const transport = new DirectTransport(threadData() as FetchLimits) // from our own thread-transport.ts

answerCalls({ carryOut, close: async () => await transport.close(), buffersOf })

async function carryOut(request: SentRequest, signal: AbortSignal): Promise<Answer | FetchFailed> {
  const url = new URL(request.url)
  const start = request.start === request.url ? url : new URL(request.start)
  return await transport.send({ ...request, url, start }, signal)
}

function buffersOf(outcome: Answer | FetchFailed): readonly ArrayBuffer[] {
  if (outcome.kind !== 'answer' || outcome.body.byteLength === 0) return []
  const { buffer, byteLength } = outcome.body
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength // else others have bytes there too
  return isAlone ? [buffer] : []
}
