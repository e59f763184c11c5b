import type { Json } from '#base/canonical.ts'
import { Fault } from '#base/fault.ts'
import type { ModelRequest } from '#ports/model.ts'

// Reads a mail by words alone, English and German: enough to show on the sample book what a reading does. No language
// model is behind it, and what it does not know is "other".

type Kind = readonly [kind: string, words: RegExp]

const english: readonly Kind[] = [
  [
    'out-of-office',
    /\b(out of (the )?office|on (annual|parental) leave|away from my desk|automatic reply)\b/i,
  ],
  ['automatic', /\b(do not reply to this|delivery (has )?failed|undeliverable|no-?reply|your receipt)\b/i],
  [
    'unsubscribe',
    /\b(unsubscribe|remove (me|us) from|stop (writing|e-?mailing|mailing)|no more (e-?)?mails?)\b/i,
  ],
  ['not-interested', /\b(not interested|no interest|no longer need|not a fit|decided against)\b/i],
  ['invoice-or-legal', /\b(invoice|payment|purchase order|legal|lawyer|notice period|contract terms)\b/i],
  ['complaint', /\b(complain|disappointed|unacceptable|does not work|is slow|goes? wrong|broken)\b/i],
  [
    'meeting-request',
    /\b((short|quick) call|meet(ing)?|call (me|us)|are you free|find (a|some) time|demo)\b/i,
  ],
  ['referral', /\b(please (contact|speak to|write to)|my colleague|the right person)\b/i],
  [
    'objection',
    /\b(too expensive|hands are full|not (now|this year)|another (vendor|supplier)|write again after)\b/i,
  ],
  ['interest', /\b(interested|interesting|good timing|would like to|looks (right|good)|send (me|us))\b/i],
]

const german: readonly Kind[] = [
  ['out-of-office', /\b(nicht im (büro|haus)|abwesend|abwesenheit|im urlaub)/i],
  ['automatic', /\b(automatisch erzeugt|unzustellbar|antworten sie nicht auf diese)/i],
  ['unsubscribe', /\b(abmelden|keine (weiteren )?(e-?)?mails|aus (ihrem|dem) verteiler)/i],
  ['not-interested', /\b(kein interesse|kein bedarf|haben uns dagegen)/i],
  ['invoice-or-legal', /\b(rechnung|zahlung|kündigungsfrist|rechtlich|anwalt)/i],
  ['complaint', /\b(beschwer|enttäuscht|funktioniert nicht|klemmt)/i],
  ['meeting-request', /\b(termin|telefonat|rufen sie|treffen|vorführung)/i],
  ['referral', /\b(wenden sie sich|kollegin?|zuständig)/i],
  ['objection', /\b(zu teuer|bindet uns|nicht (jetzt|dieses jahr)|melden sie sich bitte danach)/i],
  ['interest', /\b(interesse|interessant|klingt gut|passt|gerne)/i],
]

const isGerman = (text: string): boolean => /\b(und|nicht|bitte|ich|wir|danke|guten tag)\b/i.test(text)
const dated = /\b(\d{4}-\d{2}-\d{2})\b/

/** The line a match stands in, from the match on, short enough for a quote. */
function passage(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at) + 1)
  const whole = line.split('\n')[0] ?? ''
  return whole.length <= 200 ? whole : (text.slice(at, at + 200).split('\n')[0] ?? '')
}

/** What stands between the two fences. */
function mailIn({ messages }: ModelRequest): string {
  const block = messages[0]?.content[0]
  const found = block?.type === 'text' ? /^(={5} .+ ={5})\n([^]*)\n\1$/.exec(block.text)?.[2] : undefined
  if (found === undefined)
    throw new Fault(
      'nonsense',
      'the offline reader was given something else than one mail between two fences',
    )
  return found
}

/** The reading of one mail as a `classify` request with an output schema asks for it: deterministic, offline. */
export function readMail(request: ModelRequest): Json {
  const text = mailIn(request)
  const language = isGerman(text) ? 'de' : 'en'
  const kinds = language === 'de' ? german : english
  const hit = kinds.map(([kind, words]) => ({ kind, at: text.search(words) })).find(({ at }) => at >= 0) ?? {
    kind: text.includes('?') ? 'question' : 'other',
    at: Math.max(0, text.indexOf('?')),
  }
  return {
    kind: hit.kind,
    urgency: hit.kind === 'automatic' || hit.kind === 'out-of-office' ? 'low' : 'normal',
    until: dated.exec(text)?.[1] ?? null,
    person: null,
    language,
    quote: passage(text, hit.at),
  }
}
