import { describe, expect, test } from 'vitest'
import { tokensIn } from './tokens.ts'

const secret = 'zqk-4471-ab'
const base64 = (text: string) => Buffer.from(text).toString('base64')
const hex = (text: string) => Buffer.from(text).toString('hex')

describe('a code is found however it is hidden', () => {
  test.each([
    ['as written', 'Their code is ZQK-4471-AB, they say.', secret],
    ['reversed', 'The code ba-1744-kqz is theirs.', secret],
    ['in base64', `See ${base64('code zqk-4471-ab')}.`, secret],
    ['in base64, large letters', `See ${base64('code ZQK-4471-AB')}.`, secret],
    ['in base64 without its end', `See ${base64('the code zqk-4471-ab').replaceAll('=', '')}`, secret],
    [
      'in base64 for web addresses',
      `See ${base64('?>?> zqk-4471-ab').replaceAll('+', '-').replaceAll('/', '_')}`,
      secret,
    ],
    ['in hexadecimal', `See ${hex('code zqk-4471-ab')}.`, secret],
    ['in hexadecimal with blanks', `See ${hex(secret).replaceAll(/(..)/g, '$1 ')}.`, secret],
    ['in hexadecimal with colons', `See ${hex(secret).replaceAll(/(..)/g, '$1:')}.`, secret],
    ['as in a web address', 'See %7aqk%2d4471%2dab.', secret],
    ['letter by letter', 'See z q k 4 4 7 1 a b.', 'zqk4471ab'],
    ['letter by letter, with dashes', 'See z-q-k-4-4-7-1-a-b.', 'zqk4471ab'],
    ['letter by letter, with dots and blanks', 'See z. q. k. 4. 4. 7. 1. a. b.', 'zqk4471ab'],
    ['in two pieces', 'See zqk4 471ab.', 'zqk4471ab'],
    ['in three', 'See zqk 4471 abc.', 'zqk4471abc'],
    ['in four', 'See zqk 44 71 abc.', 'zqk4471abc'],
    ['in pieces whose figure comes last', 'See zqk abc 71x4.', 'zqkabc71x4'],
    ['between letters nobody sees', 'See zqk-\u200b4471-\u00adab.', secret],
    ['an address', 'Ask Bob@Other.example.', 'bob@other.example'],
  ])('%s', (_sentence, text, token) => {
    expect(tokensIn(text)).toContain(token)
  })

  test.each([
    ['a day', 'On 2026-11-20 we met.', '2026-11-20'],
    ['an amount', 'It costs 12,000 a year.', '12,000'],
    ['a short code', 'See AB-12.', 'ab-12'],
    ['a few letters one by one', 'See z q k 4 4 7 1.', 'zqk4471'],
    ['letters one by one in a longer word', 'See xz q k 4 4 7 1 a bx.', 'zqk4471ab'],
    ['seven bytes in hexadecimal', `See ${hex('zqk4471')}.`, 'zqk4471'],
    ['five pieces', 'See zqk 4 4 7 1ab.', 'zqk4471ab'],
  ])('%s tells nothing', (_sentence, text, token) => {
    expect(tokensIn(text)).not.toContain(token)
  })

  test('plain words have none', () => {
    expect(tokensIn('We would like to hear how things are going with the team.')).toEqual([])
  })

  test.each([
    [0x1f, false],
    [0x20, true],
    [0x7e, true],
    [0x7f, false],
  ])('bytes with %d among them are a text: %j', (code, is) => {
    const bytes = `${String.fromCodePoint(code)} zqk-4471-ab`
    for (const text of [hex(bytes), base64(bytes)]) expect(tokensIn(`See ${text}.`).includes(secret)).toBe(is)
  })

  test('each once, and no more than can be looked up', () => {
    expect(tokensIn('ZQK-4471-AB and zqk-4471-ab').filter((token) => token === secret)).toEqual([secret])
    const many = Array.from({ length: 500 }, (_one, at) => `zq${at}x-4471-ab`).join(', ')
    expect(tokensIn(many)).toHaveLength(200)
  })
})
