import { describe, expect, test } from 'vitest'
import { withoutReplyMarks } from './headers.ts'

describe('marks of a reply or a forward', () => {
  test.each([
    'Re: Our talk',
    'RE:Our talk',
    're : Our talk',
    'Ré: Our talk',
    'Rę: Our talk',
    'R\u0065\u0301: Our talk',
    'Ｒｅ：Our talk',
    'R\u200be: Our talk',
    '\u200b\u2060Re\u00ad: Our talk',
    'Rе: Our talk', // Cyrillic е
    'Rе꞉ Our talk',
    'R E: Our talk',
    'Re[2]: Our talk',
    'Re (3): Our talk',
    'Re.: Our talk',
    'Re> Our talk',
    '[Re] Our talk',
    '(Fwd) Our talk',
    '- Re: Our talk',
    '[EXT] Re: Our talk',
    'ＦＷＤ: Our talk',
    'F W: Our talk',
    'Fẃ: Our talk',
    'ÄW: Our talk',
    'АW: Our talk', // Cyrillic А
    'WG: AW: Re: Our talk',
    'Ŵg: Our talk',
    '𝐑𝐞: Our talk',
    'ⓡⓔ: Our talk',
  ])('%s', (subject) => {
    expect(withoutReplyMarks(subject)).toBe('Our talk')
  })

  test.each([
    'Our talk',
    'Reworking the plan',
    'Refund: how it works',
    'Are: a question',
    'Re-planning at Acme',
    'Award: our talk',
    'Acme: our talk',
    'Reise: ein Vorschlag',
    'Frage: Wie planen Sie?',
    'Für: Anna Berg',
    'Wagner: ein Gedanke',
    'A question about R: the language',
    '',
  ])('%s is none', (subject) => {
    expect(withoutReplyMarks(subject)).toBe(subject)
  })
})
