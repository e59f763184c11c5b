import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noon, askOf, refusals, checked, counted } from '#test/fakes/mail-case.ts'
import { judgeMail } from './judge.ts'

describe('nothing that passes does what the rules forbid', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'Hello',
      ' ',
      '.',
      'com',
      'evil',
      '//',
      ':',
      'https',
      '\r\n',
      '\0',
      'Bcc: x',
      '@',
      'Re: ',
      '\u200b',
      '<',
      '>',
      'a',
      '[',
      '](',
      '{{',
      '\u2028',
      '%2e',
      'dot',
      'Anna',
    ),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  )
  const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''))
  const runs = { numRuns: 3000, seed: 4 }

  test('headers hold one line', () => {
    fc.assert(
      fc.property(text, text, text, (subject, name, to) => {
        const said = judgeMail('out', askOf({ mail: { subject, names: [name], to: [to] } }))
        if (said.length > 0) return
        // The auditor reads what a mail server would, and shares no expression with the rules.
        for (const header of [subject, name, to])
          for (const letter of header) expect(letter.codePointAt(0) ?? 0).toBeGreaterThan(31)
        expect([...to].filter((letter) => letter === '@')).toHaveLength(1)
      }),
      runs,
    )
  })

  test('a sentence that passes has no host but ours', () => {
    fc.assert(
      fc.property(text, (sentence) => {
        const said = judgeMail('out', askOf({ mail: { sentences: [sentence] } }))
        if (said.length > 0) return
        const lower = sentence.normalize('NFKC').toLowerCase()
        for (const sign of ['https://', 'evil.com', 'a@a.com', '{{', '\0', '\u200b'])
          expect(lower).not.toContain(sign)
      }),
      runs,
    )
  })

  test('an injected line is refused wherever it stands', () => {
    const line = fc.constantFrom(
      '\r\nBcc: a@evil.com',
      '\nTo: b',
      '\rX: y',
      '\0',
      '\u2028Bcc: c',
      '\u0085Bcc: d',
      '\u000bE: f',
    )
    fc.assert(
      fc.property(
        fc.string({ maxLength: 20 }),
        line,
        fc.string({ maxLength: 20 }),
        (before, injected, after) => {
          const bad = before + injected + after
          for (const change of [{ subject: bad }, { names: [bad] }, { to: [bad] }])
            expect(judgeMail('out', askOf({ mail: change }))).not.toEqual([])
        },
      ),
      runs,
    )
  })

  test('a message passes only where every rule, asked alone, passes', () => {
    const change = fc.record({
      hardBounces: fc.constantFrom(0, 0, 1),
      person30Days: fc.integer({ min: 0, max: 6 }),
      domainToday: fc.integer({ min: 0, max: 5 }),
      mailboxWaiting: fc.constantFrom(0, 249, 250, 400),
      at: fc.integer({ min: 0, max: 24 * 14 }).map((hours) => new Date(Date.parse(noon) + hours * 3_600_000)),
    })
    fc.assert(
      fc.property(change, ({ at, ...counts }) => {
        const time = at.toISOString()
        const one = {
          at: time,
          parts: {
            ...counted(counts),
            timeline: { activities: [], asOf: time },
            ...checked({ checkedAt: time }),
            approval: { contentHash: 'hash-1', at: time, factsStand: true },
          },
        }
        if (refusals(one).length > 0) return
        expect([0, 6]).not.toContain(at.getUTCDay())
        // Open from New York to Honolulu: 18:00 to 23:00 UTC in winter.
        expect(at.getUTCHours()).toBeGreaterThanOrEqual(18)
        expect(at.getUTCHours()).toBeLessThan(23)
        expect([
          counts.hardBounces,
          counts.person30Days < 4,
          counts.domainToday < 3,
          counts.mailboxWaiting < 250,
        ]).toEqual([0, true, true, true])
      }),
      { numRuns: 500, seed: 4 },
    )
  })
})
