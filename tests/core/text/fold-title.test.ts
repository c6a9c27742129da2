import { describe, expect, it } from 'vitest'
import { foldTitle } from '../../../src/core/text/fold-title.ts'

describe('foldTitle', () => {
  it.each([
    ['case', 'Trade Deal SIGNED', 'trade deal signed'],
    ['white space', ' trade\u00a0 deal\n', 'trade deal'],
    ['punctuation at the ends', '“Trade deal”…!', 'trade deal'],
    ['full-width forms', 'ＳＭＲ　개발', 'smr 개발'],
  ])('folds %s', (_what, title, folded) => {
    expect(foldTitle(title)).toBe(folded)
  })

  it('keeps punctuation inside', () => {
    expect(foldTitle('R&D: 5.5% more')).toBe('r&d: 5.5% more')
  })

  it('keeps a title that is punctuation alone', () => {
    expect(foldTitle('?!')).toBe('?!')
  })
})
