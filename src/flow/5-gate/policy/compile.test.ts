import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'

const said = (text: string) => {
  const made = compile(text)
  return made.kind === 'program' ? 'fits' : made.fault
}

describe('what an expression may not be, and where', () => {
  test.each([
    ['broken off', 'account.country ==', 1, 19, 'Unexpected token: EOF'],
    ['a text left open', "account.country == 'DE", 1, 20, 'Unterminated string'],
    ['an unknown name', 'accont.country == "DE"', 1, 1, /^there is no accont: known are account, contact,/],
    ['an unknown field', 'account.countri == "DE"', 1, 9, 'there is no field countri'],
    ['an unknown field of an item', 'draft.sentences.exists(s, s.txt == "")', 1, 29, 'there is no field txt'],
    ['an unknown name on the third line', 'skill == "x"\n  &&\n  foo', 3, 3, /^there is no foo/],
    ['a name of the library', 'google == google', 1, 1, /^there is no google/],
    [
      'what is under the hood of a value',
      'account.recordFields == ""',
      1,
      9,
      'there is no field recordFields',
    ],
    ['what every object has', 'account.constructor == ""', 1, 9, 'there is no field constructor'],
    ['a text against a number', 'account.country > 5', 1, 1, 'the types do not fit: string > int'],
    ['no yes or no', 'account.country', 1, 1, 'it gives string, expected true or false (bool)'],
    ['no yes or no in a loop', 'facts.exists(f, f.value)', 1, 19, /bool/],
    ['an item without a name', 'facts.exists(f.value, true)', 1, 16, /invalid predicate iteration variable/],
    ['a place in a list', 'deals[0].amount > 1', 1, 1, /use exists, all or filter/],
    ['a map', '{"a": 1}.size() == 1', 1, 2, /MapEntries/],
    ['untyped', 'dyn(account).x == 1', 1, 1, /^dyn\(…\) is not known here/],
    ['a conversion that can fail', 'int(draft.text) > 1', 1, 1, /^int\(…\) is not known here/],
    [
      'a pattern',
      'draft.text.matches("(a+)+$")',
      1,
      1,
      /^matches\(…\) is not known here, since a pattern can/,
    ],
    ['a name for a value', 'cel.bind(x, draft.text, x == "")', 1, 1, /^bind\(…\) is not known here/],
    ['a moment that is none', 'now > timestamp("2026")', 1, 7, /^"2026" is no timestamp: write it like/],
    ['a length of time that is none', 'now - now > duration("72")', 1, 13, /^"72" is no duration/],
    ['a moment out of a text', 'now > timestamp(draft.text)', 1, 7, /^timestamp\(…\) takes a text in quotes/],
    [
      'too long',
      `skill == "${'x'.repeat(2000)}"`,
      1,
      1,
      'it is 2011 characters long, at most 2000 are allowed',
    ],
    ['too deep', `${'!('.repeat(60)}true${')'.repeat(60)}`, 1, 81, 'Exceeded maxDepth (40)'],
    ['too many parts', Array.from({ length: 300 }, () => '1<2').join('&&'), 1, 503, /maxAstNodes/],
    [
      'a loop in a loop over long lists',
      'facts.all(f, facts.exists(g, g.value == f.value))',
      1,
      1,
      /^it could take 1,501,001 steps, at most 100,000 are allowed/,
    ],
    [
      'the same behind filter and map',
      'facts.filter(f, f.cited).map(f, f.value).all(v, facts.exists(g, g.value == v))',
      1,
      1,
      /^it could take/,
    ],
    [
      'texts made in a loop',
      'facts.exists(f, f.value + f.value + f.value + f.value + f.value == "")',
      1,
      1,
      /^it could take/,
    ],
  ])('%s', (_sentence, text, line, column, why) => {
    const fault = said(text)
    expect(fault).toMatchObject({ line, column })
    expect(fault).toHaveProperty('why', typeof why === 'string' ? why : expect.stringMatching(why))
  })
})

test.each([
  'draft.sentences.all(s, draft.sentences.exists(t, t.cites > s.cites || t.text == s.text))',
  'facts.exists(f, f.cited && f.trust == "web") && size(facts) > 3',
  'contacts.filter(c, c.optedOut).size() > 0 && (deals + deals).size() > 1',
  'account.employees * 2 + 1 > 100 && account.employees == 50 && 50 == account.employees',
  'account.text("tier") == "gold" ? now - account.createdAt > duration("72h") : false',
])('a sound expression fits: %s', (text) => {
  expect(said(text)).toBe('fits')
})

test('a text is compiled once, and not kept for ever', () => {
  const first = compile('skill == "once"')
  expect(compile('skill == "once"')).toBe(first)
  for (let n = 0; n < 200; n++) compile(`skill == "${n}"`)
  expect(compile('skill == "once"')).not.toBe(first)
})
