import { expect, test } from 'vitest'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { bytesOf } from './read-fixture.ts'

const entry = (inside: string): string => `<entry><title>Locks</title>${inside}</entry>`

test('an Atom entry without an author has those of its feed', async () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Canals</title>
    <author><name>Canal Board</name></author>
    ${entry('')}${entry('<author><name>A. Keeper</name></author>')}</feed>`

  const result = await parseFeed(bytesOf(atom), 'application/atom+xml')

  expect(result).toMatchObject({
    kind: 'parsed',
    feed: { items: [{ authors: ['Canal Board'] }, { authors: ['A. Keeper'] }] },
  })
})
