import { describe, expect, test } from 'vitest'
import { heldToken } from '#test/fakes/grounded.ts'

// Names, places, titles, addresses. The account stands in test/fakes/grounded.ts; today is 20 November 2026.

describe('names, places, titles, addresses, English: what passes', () => {
  test.each([
    ['city', 'You are based in Berlin.'],
    ['city', 'The Berlin-based team is not far from us.'],
    ['city', 'Your Berlin office must be busy.'],
    ['country', 'You sell in Germany.'],
    ['country', 'As a German company you know this.'],
    ['technologies', 'You work with HubSpot, which fits well with how we work.'],
    ['technologies', 'As far as we know you use Slack and HubSpot.'],
    ['fundingStage', 'At the stage of “Series A”, priorities tend to shift quickly.'],
    ['fundingStage', 'Congratulations on your Series A.'],
    ['con_1.title', 'As CTO you see that every day.'],
    ['con_1.title', 'As Chief Technology Officer you see that every day.'],
    ['con_2.title', 'Jörg Müller, your Head of Sales, may know more.'],
    ['con_2.title', 'Joerg Mueller leads sales as Head of Sales.'],
    ['con_3.title', "Sean O'Neill, your CFO, may want to join."],
    ['con_3.title', 'Mr O’Neill is your Chief Financial Officer.'],
    ['con_2.firstName con_2.lastName', 'Perhaps Dr. Jörg Müller would join us.'],
    ['lastFunding', 'Congratulations on the $5M you raised in March.'],
    ['lastFunding', 'Accel led your round of five million dollars.'],
    ['website', 'I looked at acme.example.'],
    ['name', 'Acme’s team caught my attention.'],
    ['deal_1.name', 'I am writing about “Pilot” and how we can move it forward.'],
    ['city', 'I will be in Berlin next week.'],
    ['city', 'Greetings to Berlin.'],
    ['country', 'Hiring in Germany is hard.'],
    ['country', 'German companies often ask us this.'],
    ['technologies', 'HubSpot and Slack already do part of the work.'],
    ['technologies', 'Since you use HubSpot, this will be quick.'],
    ['technologies', 'With Slack in place, your team gets reminders at once.'],
    ['con_1.title', 'As the CTO, you will know who plans the lines.'],
    ['con_2.firstName con_2.title', 'Jörg, your Head of Sales, may have a view.'],
    ['con_2.lastName', 'Mr. Muller may have a view.'],
    ['con_3.lastName', 'Mr. O’Neill may have a view.'],
    ['con_3.lastName', "Sean O'Neill's team may have a view."],
    ['lastFunding', 'Congratulations on raising $5 million.'],
    ['lastFunding', 'Your round led by Accel made news.'],
    ['fundingStage', 'As a Series A company you have to be quick.'],
  ])('%s: %s', (cites, text) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean) })).toBeUndefined()
  })
})

describe('names, places, titles, addresses, German: what passes', () => {
  test.each([
    ['city', 'Sie sitzen in Berlin.'],
    ['city', 'Ihr Berliner Büro ist nicht weit.'],
    ['country', 'Sie sitzen in Deutschland.'],
    ['technologies', 'Sie arbeiten mit HubSpot, das passt gut zu uns.'],
    ['technologies', 'soweit wir wissen, nutzen Sie Slack.'],
    ['fundingStage', 'in der Phase „Series A“ verschieben sich Prioritäten schnell.'],
    ['name', 'ich möchte gern an unser Gespräch mit Acme Robotics anknüpfen.'],
    ['deal_1.name', 'ich schreibe wegen „Pilot“ und wie wir weiterkommen.'],
    ['con_1.title', 'als CTO kennen Sie das.'],
    ['con_2.title', 'Ihr Vertriebsleiter Jörg Müller weiß sicher mehr.'],
    ['con_2.lastName', 'Herr Mueller hat sicher eine Meinung dazu.'],
  ])('%s: %s', (cites, text) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean), language: 'de' })).toBeUndefined()
  })
})

describe('names, places, titles, addresses, English: what is held', () => {
  test.each([
    ['', 'Hello Jörg,', 'Jörg'],
    ['', 'Hello Anne,', 'Anne'],
    ['', 'Hallo Ana,', 'Ana'],
    ['', 'Best regards, Anna Berg', 'Anna'],
    ['', 'Dear Anna Müller,', 'Müller'],
    ['', 'Hello Tom,', 'Tom'],
    ['', 'We saw you at the Orange booth.', 'Orange'],
    ['city', 'You are based in Munich.', 'Munich'],
    ['city', 'Your Hamburg office must be busy.', 'Hamburg'],
    ['city country', 'You are based in Berlin, Austria.', 'Austria'],
    ['country', 'As an Austrian company you know this.', 'Austrian'],
    ['technologies', 'You use Salesforce every day.', 'Salesforce'],
    ['technologies', 'You do not use HubSpot.', 'You do not use HubSpot'],
    ['con_2.title', 'As Head of Sales you see that every day.', 'Head of Sales'],
    ['con_1.title', 'As Head of Sales you see that every day.', 'Head of Sales'],
    ['con_1.title', 'Jörg Müller, your CTO, may know more.', 'CTO'],
    ['con_2.title', "Sean O'Neill, your Head of Sales, may know more.", 'Head of Sales'],
    ['con_1.title', 'As CFO you see that every day.', 'CFO'],
    ['name', 'Acmee Robotics caught our attention.', 'Acmee'],
    ['name', 'Acme Robotic Systems caught our attention.', 'Systems'],
    ['name', 'Acme Industries is a team we should know.', 'Industries'],
    ['fundingStage', 'Congratulations on your Series B.', 'Series B'],
    ['lastFunding', 'Congratulations on the $5M you raised in May.', 'May'],
    ['lastFunding', 'Sequoia led your round of five million dollars.', 'Sequoia'],
    ['lastFunding', 'Congratulations on the €5M you raised in March.', '€5M'],
    ['', 'See https://acme-deals.example/offer for more.', 'https://acme-deals.example/offer'],
    ['', 'Write to sales@evil.example.', 'sales@evil.example'],
    ['website', 'Look at https://acme.example/login?token=1.', 'https://acme.example/login?token=1'],
    ['con_2.lastName', 'Perhaps Dr. Miller would join us.', 'Miller'],
    ['con_2.firstName con_2.lastName', 'Perhaps Sean Müller would join us.', 'Sean Müller'],
    ['', 'Our customers Bosch and Siemens love it.', 'Bosch'],
    ['', 'Your contract ends in March.', 'March'],
    ['city', 'I will be in Frankfurt to see your team.', 'Frankfurt'],
    ['city', 'Your team in London must be busy.', 'London'],
    ['city', 'Paris is where your team sits.', 'Paris'],
    ['country', 'Hiring in France is hard.', 'France'],
    ['country', 'Swiss companies often ask us this.', 'Swiss'],
    ['technologies', 'HubSpot and Asana already do part of the work.', 'Asana'],
    ['technologies', 'Since you use Zapier, this will be quick.', 'Zapier'],
    [
      'technologies',
      'You stopped using HubSpot and have no Slack.',
      'You stopped using HubSpot and have no Slack',
    ],
    ['con_1.title', 'As CEO you decide.', 'CEO'],
    ['con_1.title', 'As VP Engineering you decide.', 'VP Engineering'],
    ['con_2.title', 'You are the Head of Sales, so you decide.', 'Head of Sales'],
    ['con_3.title', 'As Chief Financial Officer you decide.', 'Chief Financial Officer'],
    ['con_2.title', 'Jörg Müller, your Head of Marketing, may have a view.', 'Head of Marketing'],
    ['con_2.lastName', 'Mr. Möller may have a view.', 'Möller'],
    ['con_3.lastName', 'Mr. O’Neal may have a view.', 'O’Neal'],
    ['con_1.firstName con_1.lastName', 'Anna Bergmann may have a view.', 'Bergmann'],
    ['con_1.firstName', 'Ana Berg may have a view.', 'Ana'],
    ['con_2.firstName con_2.lastName con_3.firstName', 'Sean Mueller may have a view.', 'Sean Mueller'],
    ['lastFunding', 'Congratulations on raising $50 million.', '$50 million'],
    ['lastFunding', 'Congratulations on the round you raised in 2024.', '2024'],
    ['lastFunding', 'Your round led by Index made news.', 'Index'],
    ['fundingStage', 'As a Series C company you have to be quick.', 'Series C'],
    ['fundingStage', 'With your seed round closed you have to be quick.', 'seed'],
    ['technologies', 'Your team does not use Slack.', 'Your team does not use Slack'],
    ['', 'Bosch cut its planning time in half with us.', 'Bosch'],
    ['name', 'Acme Robotics is growing fast.', 'growing fast'],
    ['name', 'Acme Robotics is the only robot maker in Europe.', 'only robot'],
    ['name', 'Acmé Robotix has a fine team.', 'Robotix'],
    ['name', 'Akme Robotics has a fine team.', 'Akme'],
    ['', 'Visit acme-robotics.com/jobs for more.', 'acme-robotics.com/jobs'],
    ['', 'Our site is northwind.com.', 'northwind.com'],
    ['', 'See bit.ly/3xYz or daybook.example/pricing.', 'bit.ly/3xYz'],
  ])('%s: %s', (cites, text, token) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean) })).toBe(token)
  })
})

describe('names, places, titles, addresses, German: what is held', () => {
  test.each([
    ['city', 'Sie sitzen in München.', 'München'],
    ['city', 'Ihr Büro in Wien wächst.', 'Wien'],
    ['technologies', 'Sie arbeiten mit Salesforce, das passt gut.', 'Salesforce'],
    ['technologies', 'Sie nutzen kein HubSpot.', 'Sie nutzen kein HubSpot'],
    ['con_2.title', 'Als Vertriebsleiter sehen Sie das täglich.', 'Vertriebsleiter'],
    ['country', 'als österreichisches Unternehmen kennen Sie das.', 'österreichisches'],
    ['city', 'Ihr Team in Köln wächst.', 'Köln'],
    ['city', 'Ihr Hamburger Büro ist sicher voll.', 'Hamburger'],
    ['technologies', 'Sie nutzen Personio und Slack.', 'Personio'],
    ['technologies', 'soweit wir wissen, verwenden Sie SAP.', 'SAP'],
    ['con_1.title', 'als Geschäftsführerin kennen Sie das.', 'Geschäftsführerin'],
    ['con_2.title', 'als Vertriebsleiterin kennen Sie das.', 'Vertriebsleiterin'],
    ['', 'Eine Idee für Embark', 'Embark'],
    ['', 'darf ich fragen, wie Wevorce heute arbeitet?', 'Wevorce'],
    ['', 'Heyzap: eine kurze Frage', 'Heyzap'],
  ])('%s: %s', (cites, text, token) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean), language: 'de' })).toBe(token)
  })
})
