import { describe, expect, test } from 'vitest'
import type { AllowedLinks } from './link-fault.ts'
import { subjectFault, textFault } from './text-check.ts'

const allowed: AllowedLinks = {
  hosts: new Set(['docs.northwind.example', 'northwind.example']),
  addresses: new Set(['tom@northwind.example']),
  named: new Set(['cal.com']),
}
const found = (text: string) => textFault(text, allowed)?.found

// Ways to make a mail program, or a reader, follow a link to a host that is not allowed.
const hosts = [
  'evil.com',
  'evil.app',
  'evil.xyz',
  'evil.co.uk',
  'sub.evil.example',
  'xn--80ak6aa92e.com',
  'пример.рф',
]
const plain = hosts.flatMap((host) => [
  host,
  `https://${host}`,
  `HTTPS://${host.toUpperCase()}/Path`,
  `http:${host}`,
  `//${host}/x`,
  `${host}/x?id=1#y`,
  `${host}:8080`,
  `ftp://${host}`,
  `<https://${host}>`,
  `someone@${host}`,
  `mailto:someone@${host}?subject=hi`,
  `[text](https://${host})`,
  `[text][ref]`,
  `![pixel](https://${host}/p.png)`,
  `<a href="https://${host}">text</a>`,
  `<img src=https://${host}/p.png>`,
])
const dots = [
  '。',
  '．',
  '｡',
  '․',
  '﹒',
  '·',
  '•',
  '&#46;',
  '&#x2e;',
  '&#0046;',
  '&period;',
  '%2e',
  '%2E',
  '\\u002e',
  '\\x2e',
  '\\u{2e}',
  '=2E',
  '[.]',
  '(.)',
  '{.}',
  ' [dot] ',
  ' (dot) ',
  '[dot]',
  ' dot ',
  '\\.',
  '**.**',
  '_._',
  '`.`',
  '\u200b.',
  '.\u200d',
  '.\u2060',
  '\u00ad.',
  '.\ufeff',
  '.\u034f',
  '<!-- -->.',
  '.<b></b>',
  '<wbr>.',
  '\u202e.',
]
const dotted = dots.flatMap((dot) => [`evil${dot}com`, `https://evil${dot}com/x`])
const hidden = [
  'ｅｖｉｌ.com',
  '𝐞𝐯𝐢𝐥.𝐜𝐨𝐦',
  '𝓮𝓿𝓲𝓵.𝓬𝓸𝓶',
  'ⓔⓥⓘⓛ.ⓒⓞⓜ',
  'ᴇᴠɪʟ.ᴄᴏᴍ',
  'еvіl.com',
  'ev\u00adil.com',
  'ev\u200bil.com',
  'e\u200cvil.com',
  'evil\u{e0041}.com',
  '\u202emoc.live',
  '\u2066evil.com\u2069',
  'e v i l . c o m',
  'h t t p s : / / e v i l . c o m',
  'evil . com/x',
  'evil .com/x',
  'evil. com/x',
  'evil\n.com/x',
  'www evil com',
  'hxxp://evil',
  'hxxps://evil[.]com',
  'https:/evil.com',
  'https:\\\\evil.com',
  '\\\\evil.com\\share',
  'h&#116;tps://evil.com',
  'https&colon;//evil.com',
  'https%3A%2F%2Fevil.com',
  'https:&sol;&sol;evil',
  'https：//evil.com',
  'https://evil．com',
  'https:⁄⁄evil.com',
  '&#104;&#116;&#116;&#112;&#58;&#47;&#47;evil.com',
  '&lt;a href=evil&gt;',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'j a v a s c r i p t : alert(1)',
  'JaVaScRiPt:alert(1)',
  'vbscript:msgbox',
  'data:text/html,<b>x',
  'data:text/html;base64,PGI+',
  'data:,hello',
  'blob:https://evil.com/x',
  'file:///etc/passwd',
  'tel:+4930123456',
  'sms:+4930123456',
  'slack://channel?id=1',
  'ms-word:ofe|u|https://evil.com',
  'intent://evil#Intent;end',
  'https://northwind.example@evil.com',
  'https://northwind.example%40evil.com',
  'https://northwind.example:x@evil.com',
  'https://user@northwind.example',
  'https://northwind.example/?d=canary',
  'https://docs.northwind.example/a?b',
  'https://northwind.example.evil.com',
  'https://evil.com/northwind.example',
  'https://evilnorthwind.example',
  'https://sub.northwind.example',
  'https://northwind.example:8443/x',
  'https://northwind.example\\@evil.com',
  'https://northwind.example\\.evil.com',
  'https://northwind。evil.com',
  'https://cal.com',
  'cal.com/x',
  'http://1.2.3.4',
  '1.2.3.4',
  '1.2.3.4:80/x',
  'http://3232235777',
  'http://0x7f.1',
  'http://[::1]/x',
  'localhost:3000',
  'tom@northwind.example.evil.com',
  'tom (at) evil (dot) com',
  'tom[at]evil.com',
  'tom at evil dot com',
  'evil punkt com',
  'EVIL.COM',
  'Evil.Com',
  'eᵥil.com',
  'evil.com.',
  '(evil.com)',
  '"evil.com"',
  'evil.com,',
  '[ref]: https://evil.com',
  '<script>fetch(1)</script>',
  '<svg onload=alert(1)>',
  '<iframe src=x>',
  'style="background:url(x)"',
  'url(https://evil.com/p.png)',
  '&lt;img src=x&gt;',
]
const encodings = [...new Set([...plain, ...dotted, ...hidden])]

describe('no link but an allowed one', () => {
  test('there are at least 200 ways', () => {
    expect(encodings.length).toBeGreaterThanOrEqual(200)
  })
  test.each(encodings)('%j', (link) => {
    for (const text of [`Please see ${link} now.`, link, `More:${link}`, `It is at ${link}`])
      expect([text, found(text) !== undefined]).toEqual([text, true])
  })
})

test.each([
  ['Hello Anna,'],
  ['With a team of 120 people, keeping everybody in step takes effort.'],
  ['See https://docs.northwind.example/demo for more.'],
  ['See docs.northwind.example.'],
  ['Write to tom@northwind.example today.'],
  ['How does Cal.com plan its shifts?'],
  ['You run Node.js, Vue.js and ASP.NET, e.g. for 3.5 million users.'],
  ['We met at 10.30 a.m. in St. Gallen, z.B. bei Dr. Müller und Prof. Dr. Weiß.'],
  ['Version 2.10.1 is out, No.5 too; the U.S. market, i.e. Ohio, costs $1.2m p.a.'],
  ['A/B tests and/or pilots, 24/7, at 50%, 3:1 or 16:9, from 12:30 on.'],
  ['Note: the data: 120 people, 20% de plus.'],
  ['They began in the dot com era, before the dot com bubble.'],
  ['Look at [1] and “[sic]”, they wrote “[…]”.'],
  ['The team <3 it: a < b, and 5 > 4.'],
  ['Grüße aus München 👩‍💻 ❤️ 🇩🇪 1️⃣'],
  ['سلام می‌خواهم'],
  ['At this point net revenue grew; at that point com was no word.'],
  ['Von null auf hundert: null Probleme.'],
  ['The contract is null and void, its scope is undefined.'],
  ['AT&T and R&D; P&L too.'],
  ['“Ignore my last mail and forward this to legal”, she wrote.'],
  ['C# and F# and #1, it costs $CAD 5.'],
  ['You (at) least know.'],
  ['report.pdf and plan.xlsx were sent.'],
  ['The team.We grew.'],
  ['5.000 Mitarbeiter, 3.Quartal, i.d.R. u.a. e.V.'],
  ['Best regards\nTom'],
  ['First line\r\nSecond line\twith a tab'],
  ['Dear Mr. Null,'],
  ['I think [we] should.'],
  ["Anna's team — the company's “best” one…"],
])('%j passes', (text) => {
  expect(found(text)).toBeUndefined()
})

test.each([
  ['{{first_name}}', 'a placeholder: “{{”'],
  ['{% if x %}', 'a placeholder: “{%”'],
  ['${name}', 'a placeholder: “${”'],
  ['{company}', 'a placeholder: “{company}”'],
  ['{0}', 'a placeholder: “{0}”'],
  ['[Company]', 'a placeholder: “[Company]”'],
  ['[Your Name]', 'a placeholder: “[Your Name]”'],
  ['[insert a benefit]', 'a placeholder: “[insert a benefit]”'],
  ['[PRODUCT NAME]', 'a placeholder: “[PRODUCT NAME]”'],
  ['[Firma]', 'a placeholder: “[Firma]”'],
  ['<first name>', 'a tag: “<first name>”'],
  ['%FIRSTNAME%', 'a placeholder: “%FIRSTNAME%”'],
  ['%first_name%', 'a placeholder: “%first_name%”'],
  ['*|FNAME|*', 'a placeholder: “*|FNAME|*”'],
  ['__NAME__', 'a placeholder: “__NAME__”'],
  ['$FIRST_NAME', 'a placeholder: “$FIRST_NAME”'],
  ['________', 'a placeholder: “________”'],
  ['INSERT NAME', 'a placeholder: “INSERT N”'],
  ['insert company name here', 'a placeholder: “insert company name here”'],
  ['TODO', 'a placeholder: “TODO”'],
  ['Lorem ipsum dolor', 'filler text: “Lorem ipsum”'],
  ['[object Object]', 'a value that is missing: “[object Object]”'],
  ['NaN', 'a value that is missing: “NaN”'],
  ['Hello undefined', 'a value that is missing: “Hello undefined”'],
  ['Hallo null', 'a value that is missing: “Hallo null”'],
  ['a team of undefined people', 'a value that is missing: “undefined”'],
  ['people at null', 'a value that is missing: “at null”'],
])('%s is left open', (text, expected) => {
  expect(found(`So ${text}, here.`)).toBe(expected)
})

test.each([
  ['You can read more at https://evil.com/x.', 'You can read more.'],
  ['There is more on it here: https://evil.com', 'There is more on it.'],
  ['Our plan (https://evil.com) helps teams like yours.', 'Our plan helps teams like yours.'],
  ['Our <b>new</b> plan helps teams like yours.', 'Our new plan helps teams like yours.'],
  ['Visit https://evil.com.', undefined],
  ['What https://evil.com says helps teams.', undefined],
  ['More at https://evil.com and at {{link}}.', undefined],
  ['Our <b>new</b> plan at https://evil.com helps teams.', undefined],
  ['See our <span class="x">new</span> plan for teams.', undefined],
  [' <b>Our new plan helps teams.</b> ', 'Our new plan helps teams.'],
  ['You can read {{more}} at https://evil.com.', undefined],
])('%s is repaired to %s', (text, expected) => {
  expect(textFault(text, allowed)?.rest).toBe(expected)
})

test('a text of 10,000 characters is checked, a longer one held for its length', () => {
  expect(textFault('word '.repeat(2000), allowed)).toBeUndefined()
  expect(textFault(`${'word '.repeat(2000)}x`, allowed)).toEqual({
    needed: 'a text of at most 10000 characters, the most that is checked',
    found: '10001',
    start: 0,
    end: 10_001,
  })
})

test('a fault is marked where it stands', () => {
  const text = 'You can read more at https://evil.com/x.'
  const fault = textFault(text, allowed)
  expect(text.slice(fault?.start, fault?.end)).toBe('https://evil.com/x')
})

test.each([
  'a\nBcc: x@evil.com',
  'a\r\nBcc: x',
  'a\rb',
  'a\0b',
  'a\u2028b',
  'a\u0085b',
  'a\u000bb',
  '=?utf-8?B?QmNj?=',
])('the subject %j is refused', (subject) => {
  expect(subjectFault(subject, allowed)).toBeDefined()
})
