import { describe, expect, test } from 'vitest'
import type { RenderedAlert } from '../../../src/core/alert/render-alert.ts'
import { checkMailHtml } from '../../support/check-mail-html.ts'
import { MAILS } from '../../support/sample-mails.ts'

test.each(MAILS)('what mail programs and readers need holds for %s', (_, mail) => {
  expect(checkMailHtml(mail)).toEqual([])
})

describe('the check would see', () => {
  const [[, sound] = ['', { subject: '', text: '', html: '' }]] = MAILS
  const withHtml = (markup: string): RenderedAlert => ({
    ...sound,
    html: sound.html.replace('</body>', `${markup}</body>`),
  })

  test.each([
    ['a script', '<script>x</script>'],
    ['an image', '<img alt="" src="https://t.example/p.png">'],
    ['a handler', '<p style="margin:0" onclick="x()">a</p>'],
    ['a form', '<form style="a"></form>'],
    ['a frame', '<iframe></iframe>'],
    ['a refresh', '<meta http-equiv="refresh" content="0">'],
    ['a picture in a style', '<p style="background:url(https://t.example/p.png)">a</p>'],
    ['a sheet from elsewhere', '<style>@import "https://t.example/a.css"</style>'],
    ['a font', '<style>@font-face{font-family:a}</style>'],
    ['a link that runs', '<a style="a" href="javascript:x()">a</a>'],
    ['a link without words', '<a style="a" href="https://www.korea.example/"></a>'],
    ['a link that the text lacks', '<a style="a" href="https://other.example/">a</a>'],
    ['a table that says not what it is for', '<table><tr><td>a</td></tr></table>'],
    ['words without a style', '<p>a</p>'],
    ['a language that is none', '<p style="a" lang="no language">a</p>'],
    ['a direction that Outlook does not know', '<p style="a" dir="auto">a</p>'],
    ['a comment', '<!-- a -->'],
    ['an override of direction', '<p style="a">\u202E</p>'],
    ['its size', `<p style="a">${'a'.repeat(80_000)}</p>`],
  ])('%s', (_, markup) => {
    expect(checkMailHtml(sound)).toEqual([])
    expect(checkMailHtml(withHtml(markup))).not.toEqual([])
  })

  test('an empty text', () => {
    expect(checkMailHtml({ ...sound, text: ' \n' })).toContain('the text is empty')
  })
})
