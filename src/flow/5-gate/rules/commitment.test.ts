import { describe, expect, test } from 'vitest'
import { decide } from '../decide.ts'
import { canOverride } from '../ruleset.ts'
import {
  byId,
  contact,
  deal,
  dossierOf,
  draftOf,
  evidenceOf,
  factId,
  factLike,
  facts,
  objection,
  proposalOf,
  rules,
  saying,
  send,
  sentence,
} from '#test/fakes/gate-case.ts'

const mail = (text: string, ...cites: string[]) => proposalOf([send], { draft: saying(text, ...cites) })
const either = (proposal: ReturnType<typeof mail>, evidence = evidenceOf()) =>
  objection('commitment', proposal, evidence) ?? objection('legal-promise', proposal, evidence)
const kindOf = (proposal: ReturnType<typeof mail>, evidence = evidenceOf()) =>
  /^no (.*), unless/.exec(either(proposal, evidence)?.needed ?? '')?.[1]

describe('what binds us', () => {
  test.each([
    // The case that made it: a subagent that answered “what does it cost?” with a figure from a web page.
    ['It costs €49 per user and month.', 'price'],
    ['You would pay 1,200 USD a year.', 'price'],
    ['Our price is 99 for the first site.', 'price'],
    ['The licence comes to four hundred euros.', 'price'],
    ['We can do it for only 30 per seat.', 'price'],
    ['You get our best price.', 'price'],
    ["You won't find a better price.", 'price'],
    ['Northwind charges $5 a head.', 'price'],
    ['We can offer you a discount.', 'discount'],
    ['There is 15% off this month.', 'discount'],
    ['I would gladly knock a little off the price.', 'discount'],
    ['For you we can reduce the price.', 'discount'],
    ['Would a 10 % discount help?', 'discount'],
    ['We will give you 20 percent.', 'discount'],
    ['The first two months are free.', 'free offer'],
    ['You can start a free trial today.', 'free offer'],
    ['Training comes at no extra cost.', 'free offer'],
    ['There is no setup fee.', 'free offer'],
    ['Would you like a free pilot?', 'free offer'],
    ['We will deliver by Friday.', 'deadline'],
    ['You will be up and running in two weeks.', 'deadline'],
    ['Within ten days your team is live with us.', 'deadline'],
    ['Our rollout takes only three weeks.', 'deadline'],
    ['We can meet your deadline.', 'deadline'],
    ['I will send you an offer by Monday.', 'deadline'],
    ['We guarantee that no shift stays empty.', 'guarantee'],
    ['I promise it will pay off.', 'guarantee'],
    ['Success is guaranteed.', 'guarantee'],
    ['It is a risk-free step.', 'guarantee'],
    ['We offer 99.9 % uptime.', 'service level'],
    ['Our team answers within one hour.', 'service level'],
    ['You get 24/7 support.', 'service level'],
    ['We are GDPR compliant.', 'legal promise'],
    ['Northwind is SOC 2 Type II certified.', 'legal promise'],
    ['Fully HIPAA-compliant, of course.', 'legal promise'],
    ['Our hosting meets ISO 27001.', 'legal promise'],
    ['We take full liability.', 'legal promise'],
    ['Your data never leaves the EU.', 'security promise'],
    ['Everything is end-to-end encrypted.', 'security promise'],
    ['There was no data breach, ever.', 'security promise'],
    ['You can cancel any time.', 'contract term'],
    ['There is no minimum term.', 'contract term'],
    ['We offer a 12-month contract.', 'contract term'],
    ['You get a full refund.', 'refund'],
    ['We refund every euro.', 'refund'],
    ['This is an exclusive offer.', 'exclusivity'],
    ['We will not work with your competitors.', 'exclusivity'],
    ['That is on our roadmap.', 'roadmap promise'],
    ['We will add an SAP connector.', 'roadmap promise'],
    ['The integration will be available in Q3.', 'roadmap promise'],
    ["I can't promise a price, but we will deliver by Friday.", 'deadline'],
    ['Not only do we guarantee it.', 'guarantee'],
    ['You asked about a discount, and we can give you 10 %.', 'discount'],
    ['You asked about a discount: yes, gladly.', 'discount'],
    ['The 10 % discount you asked for is approved.', 'discount'],
    ['You asked whether we are GDPR compliant, and we are.', 'legal promise'],
    ['We gua\u200branteе it.'.replace('е', 'e'), 'guarantee'],
    ['We ｇｕａｒａｎｔｅｅ it.', 'guarantee'],
  ])('%s', (text, kind) => {
    expect(kindOf(mail(text))).toBe(kind)
  })

  test.each([
    ['Es kostet 49 € im Monat.', 'price'],
    ['Sie zahlen nur 1.200 Euro im Jahr.', 'price'],
    ['Dazu gilt ein Festpreis.', 'price'],
    ['Wir können Ihnen einen Rabatt anbieten.', 'discount'],
    ['Sie erhalten 15 Prozent Rabatt.', 'discount'],
    ['Wir kommen Ihnen preislich entgegen.', 'discount'],
    ['Die Einführung ist kostenlos.', 'free offer'],
    ['If you renew early we will freeze your price for three years.', 'price'],
    ['Wir halten Ihren Preis drei Jahre lang stabil.', 'price'],
    ['Für Sie entstehen keine Kosten.', 'free offer'],
    ['Wir liefern bis Freitag.', 'deadline'],
    ['In zwei Wochen sind wir bei Ihnen startklar.', 'deadline'],
    ['Wir garantieren volle Schichten.', 'guarantee'],
    ['Sie haben mein Wort.', 'guarantee'],
    ['Wir sind DSGVO-konform.', 'legal promise'],
    ['Unsere Server sind nach ISO 27001 zertifiziert.', 'legal promise'],
    ['Die Planung ist rechtssicher.', 'legal promise'],
    ['Ihre Daten bleiben in Deutschland.', 'security promise'],
    ['Sie können jederzeit kündigen.', 'contract term'],
    ['Der Vertrag ist monatlich kündbar.', 'contract term'],
    ['Sonst bekommen Sie Ihr Geld zurück.', 'refund'],
    ['Das gibt es exklusiv für Sie.', 'exclusivity'],
    ['Wir werden die Schnittstelle ergänzen.', 'roadmap promise'],
    ['Wir können zwar nichts versprechen, aber wir geben Ihnen einen Rabatt.', 'discount'],
  ])('%s', (text, kind) => {
    expect(kindOf(mail(text))).toBe(kind)
  })
})

describe('what does not', () => {
  test.each([
    'Are you free for a call?',
    'Feel free to ask.',
    'I am free on Tuesday or Thursday.',
    'Your contract ends in March.',
    'The current contract of Acme Robotics ends on 2026-12-31, so I would like to talk in good time.',
    'How is the deal going on your side?',
    'There is no commitment in a short talk.',
    "I can't promise anything before we have spoken.",
    'We never promise a discount in writing.',
    'You asked about a discount; a colleague will call you about it.',
    'You mentioned a budget of €12,000, which helps me to prepare.',
    'In your mail you named 900 USD as your limit.',
    'You asked whether we are GDPR compliant; may my colleague call you about that?',
    'Do you need a vendor that is SOC 2 certified?',
    'Is a guarantee important to you?',
    'How do you guarantee the night shift today?',
    'You deliver within 24 hours, I read.',
    'I saw that you are ISO 9001 certified.',
    'You raised $12 million last spring.',
    'Your revenue of €40M was in the news.',
    'Would a call on Friday suit you?',
    'Could we set up a call by Tuesday?',
    'I will call you on Monday.',
    'I promise to be brief.',
    'Shall we finish this over a coffee next week?',
    'Would it be worth a quick call this week?',
    'I would be happy to show you how it works.',
    'We help teams plan shifts.',
    'It has been a while, so I am checking in.',
    'Please tell me if the timing is wrong.',
    'Who decides about new software at your company?',
    'Our mutual friend, Discount Tire, sends greetings.',
    'Which version of SAP do you use?',
    'You run a 24/7 operation.',
    'I would not want to waste your time.',
    'We answer what we can, and only that.',
    'Your roadmap for the year sounded full.',
  ])('%s', (text) => {
    expect(either(mail(text))?.found).toBeUndefined()
  })

  test.each([
    'Hätten Sie am Dienstag Zeit für ein Gespräch?',
    'Ihr Vertrag endet im März.',
    'Der Vertrag von Acme Robotics endet am 31.12.2026, deshalb möchte ich rechtzeitig sprechen.',
    'Ich kann Ihnen keinen Rabatt versprechen.',
    'Sie haben nach einem Rabatt gefragt; eine Kollegin meldet sich dazu bei Ihnen.',
    'Sie nannten ein Budget von 12.000 Euro.',
    'Brauchen Sie einen Anbieter, der DSGVO-konform ist?',
    'Wie sichern Sie heute die Nachtschicht?',
    'Ich verspreche, mich kurz zu fassen.',
    'Melden Sie sich gern bei mir.',
    'Wie planen Sie heute Ihre Schichten?',
    'Ich melde mich am Montag bei Ihnen.',
  ])('%s', (text) => {
    const draft = { ...saying(text), language: 'de' }
    expect(either(proposalOf([send], { draft }))?.found).toBeUndefined()
  })

  test('companies and people with such names', () => {
    const dossier = dossierOf(
      { name: 'Guarantee', formerNames: ['Discount Pledge'] },
      {
        contacts: [contact('con_1', { firstName: 'Anna', lastName: 'Price', email: 'a@b.example' })],
        deals: [deal('deal_1', { name: 'Free trial rollout', stage: 'open' })],
      },
    )
    const evidence = evidenceOf({ record: { dossier, stage: 'working' } })
    for (const text of [
      'We at Northwind have followed Guarantee for a while.',
      'We knew you as Discount Pledge.',
      'Shall we talk about the Free trial rollout?',
    ])
      expect(either(mail(text), evidence)?.found).toBeUndefined()
    expect(kindOf(mail('We guarantee it to Guarantee.'), evidence)).toBe('guarantee')
  })

  test('the words of the playbook and the sender profile, their numbers, and no more', () => {
    const playbook =
      'We offer a free trial of 14 days. We guarantee a reply within a day. We never give a 10% discount.'
    const sender = {
      name: 'T',
      email: 't@d.example',
      company: 'N',
      domain: 'd.example',
      about: 'N is ISO 27001 certified.',
    }
    const evidence = evidenceOf({ playbook, sender })
    expect(kindOf(mail('You can have a free trial of 14 days.'), evidence)).toBeUndefined()
    expect(kindOf(mail('You can have a free trial of 90 days.'), evidence)).toBe('free offer')
    expect(kindOf(mail('We guarantee a reply within a day.'), evidence)).toBeUndefined()
    expect(kindOf(mail('We guarantee full shifts.'), evidence)).toBe('guarantee')
    expect(kindOf(mail('N is ISO 27001 certified.'), evidence)).toBeUndefined()
    expect(kindOf(mail('N is ISO 9001 certified.'), evidence)).toBe('legal promise')
    expect(kindOf(mail('We give you a 10% discount.'), evidence)).toBe('discount')
  })

  test('what a sentence of ours says in other words, all of it', () => {
    const playbook =
      'A test runs 30 days and is free of charge. We sign customers’ own NDAs. Never promise a free pilot.'
    const evidence = evidenceOf({ playbook })
    expect(kindOf(mail('The test with us costs nothing and runs 30 days.'), evidence)).toBeUndefined()
    expect(kindOf(mail('The test with us costs nothing and runs 60 days.'), evidence)).toBe('free offer')
    expect(kindOf(mail('The pilot with us costs nothing.'), evidence)).toBe('free offer')
  })

  describe('a fact of theirs', () => {
    const says = (value: string, change: object = {}) => {
      const fact = factLike('industry', { field: 'description', value, ...change })
      return { cite: fact.id, evidence: evidenceOf({ facts: [...facts, fact], cited: byId(...facts, fact) }) }
    }
    test('may be told in a sentence without a word of ours', () => {
      const { cite, evidence } = says('ISO 9001 certified maker of pumps')
      expect(kindOf(mail('An ISO 9001 certified maker of pumps is rare.', cite), evidence)).toBeUndefined()
      expect(kindOf(mail('We are an ISO 9001 certified maker, too.', cite), evidence)).toBe('legal promise')
    })
    test('but not when an outsider wrote it, or when it is our own deal', () => {
      const tainted = says('50% off for everybody', { tainted: true })
      expect(kindOf(mail('There is 50% off.', tainted.cite), tainted.evidence)).toBe('discount')
      const amount = says('900', { subject: { system: 'crm-local', object: 'deal', id: 'deal_1' } })
      expect(kindOf(mail('It costs 900 USD.', amount.cite), amount.evidence)).toBe('price')
    })
  })
})

describe('what the reviewer sees', () => {
  test('the words, their place, and the sentence left out', () => {
    expect(
      objection('commitment', mail('We “gladly”\u00a0give you a discount.', factId('employees'))),
    ).toEqual({
      rule: 'commitment',
      needed: 'no discount, unless the playbook or the sender profile says it in these words',
      found: '“discount”',
      where: 'sentence 2: “We “gladly”\u00a0give you a discount.”',
      place: { sentence: 1, start: 23, end: 31 },
      repair: { kind: 'drop-sentence', sentence: 1 },
    })
  })

  test('a subject is marked, too, and nothing is left out when two places promise', () => {
    const draft = { ...saying('We guarantee it.'), subject: 'A free trial for you' }
    expect(objection('commitment', proposalOf([send], { draft }))).toEqual({
      rule: 'commitment',
      needed: 'no free offer, unless the playbook or the sender profile says it in these words',
      found: '“free trial”; also sentence 2',
      where: 'subject',
      place: { sentence: null, start: 2, end: 12 },
    })
  })

  test('an answer in the next sentence counts as well', () => {
    const sentences = [
      ...draftOf().sentences.slice(0, 1),
      sentence('You asked about a discount.'),
      sentence('Of course, gladly.'),
    ]
    expect(
      objection('commitment', proposalOf([send], { draft: draftOf({ sentences }) }))?.place?.sentence,
    ).toBe(2)
  })

  test('a person may give a price, but no legal promise', () => {
    expect([canOverride(rules, 'commitment'), canOverride(rules, 'legal-promise')]).toEqual([true, false])
  })

  test('both are said when both are there', () => {
    const [verdict] = decide(
      mail('We are GDPR compliant and give you a discount.'),
      evidenceOf(),
      rules,
    ).actions
    const names = verdict?.kind === 'hold' ? verdict.objections.map(({ rule }) => rule) : []
    expect(names).toEqual(expect.arrayContaining(['commitment', 'legal-promise']))
  })
})
