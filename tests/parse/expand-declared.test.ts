import { describe, expect, it } from 'vitest'
import { expandDeclared } from '../../src/parse/expand-declared.ts'

describe('expandDeclared', () => {
  it.each([
    ['a text', '<!ENTITY pier "Pier 4">', '<t>&pier;</t>', '<t>Pier 4</t>'],
    [
      'a namespace',
      "<!ENTITY dc 'http://dc.example/'>",
      '<t x="&dc;"/>',
      '<t x="http://dc.example/"/>',
    ],
    ['a character', '<!ENTITY dash "&#8212;">', '<t>&dash;</t>', '<t>&#8212;</t>'],
    ['quotes', `<!ENTITY q 'a "b"'>`, '<t x="&q;"/>', '<t x="a &quot;b&quot;"/>'],
  ])('puts in %s', (_what, declaration, xml, expanded) => {
    expect(expandDeclared(xml, `<!DOCTYPE rss [${declaration}]>`)).toBe(expanded)
  })

  it.each([
    ['one that names another', '<!ENTITY b "&a;&a;">', '<t>&b;</t>'],
    ['one that stands elsewhere', '<!ENTITY b SYSTEM "file:///b">', '<t>&b;</t>'],
    ['one with markup', '<!ENTITY b "<item/>">', '<t>&b;</t>'],
    ['one that is long', `<!ENTITY b "${'b'.repeat(301)}">`, '<t>&b;</t>'],
    ['what XML knows itself', '<!ENTITY amp "b">', '<t>&amp;</t>'],
    ['what nothing declares', '<!ENTITY a "b">', '<t>&b;</t>'],
    ['CDATA and comments', '<!ENTITY b "c">', '<t><![CDATA[&b;]]><!--&b;--></t>'],
  ])('leaves %s', (_what, declaration, xml) => {
    expect(expandDeclared(xml, `<!DOCTYPE rss [${declaration}]>`)).toBe(xml)
  })

  it('grows no document beyond measure', () => {
    const prologue = `<!DOCTYPE rss [<!ENTITY b "${'b'.repeat(300)}">]>`

    expect(expandDeclared('&b;'.repeat(100_000), prologue).length).toBeLessThan(500_000)
  })
})
