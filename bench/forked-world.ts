import { fork } from 'node:child_process'
import { once } from 'node:events'

type Message = { readonly kind: string }
type Opened<Answer extends Message> = Extract<Answer, { readonly kind: 'open' }>
type Told<Answer extends Message> = Exclude<Answer, { readonly kind: 'open' }>

/** A process of its own that says that it is open, and then answers each wish with one message. */
export type ForkedWorld<Wish extends Message, Answer extends Message> = {
  readonly opened: Opened<Answer>
  /** Wishes are carried out one after the other. Rejects when the process has ended. */
  readonly ask: (wish: Wish) => Promise<Told<Answer>>
  readonly close: () => Promise<void>
}

/** Starts what a daemon is measured with, so that its work is not counted as the daemon's. */
export async function openForkedWorld<Wish extends Message, Answer extends Message>(
  file: string,
  args: readonly string[] = [],
): Promise<ForkedWorld<Wish, Answer>> {
  const child = fork(file, args)
  const ended = once(child, 'exit').then((): never => {
    throw new Error(`${file} has ended`)
  })
  ended.catch(() => {}) // nobody may be waiting for an answer
  const nextAnswer = async (): Promise<Answer> => {
    const [message] = await Promise.race([once(child, 'message'), ended])
    return message as Answer // as the file says
  }
  const opened = await nextAnswer()
  if (!isOpened(opened)) throw new Error(`${file} did not open`)
  const askNow = async (wish: Wish): Promise<Told<Answer>> => {
    const answered = nextAnswer()
    child.send(wish)
    const answer = await answered
    if (isOpened(answer)) throw new Error(`${file} opened twice`)
    return answer as Told<Answer> // the only other ones
  }
  let last: Promise<unknown> = Promise.resolve()
  return {
    opened,
    ask: async (wish): Promise<Told<Answer>> => {
      const mine = last.then(async () => await askNow(wish))
      last = mine.catch(() => {})
      return await mine
    },
    close: async (): Promise<void> => {
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}

function isOpened<Answer extends Message>(answer: Answer): answer is Opened<Answer> {
  return answer.kind === 'open'
}
