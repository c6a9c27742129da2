import { expect, test } from 'vitest'
import { html } from '../../../src/core/alert/html.ts'

test('strings become text, also in attributes', () => {
  const evil = `"><script>alert('&')</script>`

  expect(html`<p title="${evil}">${evil}</p>`.markup).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</p>',
  )
})

test('what html made stays markup, alone and in lists', () => {
  expect(html`<ul>${[html`<li>${1}</li>`, html`<li>${'<'}</li>`]}${html`<hr>`}</ul>`.markup).toBe(
    '<ul><li>1</li><li>&lt;</li><hr></ul>',
  )
})
