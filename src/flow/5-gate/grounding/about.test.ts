import { describe, expect, test } from 'vitest'
import { heldToken } from '#test/fakes/grounded.ts'

// A statement about them is about what it cites. The account stands in test/fakes/grounded.ts; today is 20 November 2026.

const held = (cites: string, text: string, language = 'en') =>
  heldToken({ text, cites: cites.split(' ').filter(Boolean), language })

describe('what a fact says, and what follows from it for anybody: passes', () => {
  test.each([
    ['employees', 'You run a team of 120, so I imagine handovers are a topic.'],
    ['employees', 'A team your size usually outgrows spreadsheets.'],
    ['employees', 'With 120 people, keeping everybody in step takes effort.'],
    ['employees', 'There are 120 of you by now, which is when spreadsheets start to creak.'],
    ['technologies', 'We connect to HubSpot, which you already use.'],
    ['contractEnd', 'Your contract comes up for renewal on 14 March 2027, so I write early.'],
    ['con_1.title', 'You are the CTO, so I thought of you first.'],
    ['con_2.title', 'Would it help if Jörg Müller, Head of Sales with you, listened in?'],
    ['hiring', 'You are hiring, so the team will grow.'],
    ['lastFunding', 'Congrats on your recent round led by Accel.'],
    ['goals', 'You want to halve returns by 2027, and we may be able to help.'],
    ['foundedYear', 'I saw that Acme Robotics dates back to 2018.'],
    ['', 'Many teams struggle with overtime, and we help them.'],
    ['', 'Companies like yours often lose hours to manual planning.'],
    ['', 'If planning is a pain point for you, I would be glad to help.'],
    ['', 'Happy to answer questions about costs and delays.'],
  ])('%s: %s', (cites, text) => {
    expect(held(cites, text)).toBeUndefined()
  })

  test.each([
    ['hiring', 'Mir ist aufgefallen, dass Sie Personal suchen.'],
    ['technologies', 'Da Sie HubSpot nutzen, ist die Einrichtung schnell erledigt.'],
    ['', 'Sagen Sie einfach Stopp, dann höre ich auf.'],
    ['', 'Vielen Betrieben fehlt dafür die Zeit.'],
    ['foundedYear', 'Ein Unternehmen mit Wurzeln im Jahr 2018 kennt sein Handwerk.'],
  ])('%s: %s', (cites, text) => {
    expect(held(cites, text, 'de')).toBeUndefined()
  })
})

describe('what no cited fact has to do with, and what goes beyond it: held', () => {
  test.each([
    ['employees', 'Your current system crashes often.', 'Your current system crashes often'],
    ['country', 'You were acquired recently.', 'you were acquired recently'],
    ['employees', 'Your 120 people work too much overtime.', 'too much'],
    ['employees', 'I read about your layoffs.', 'layoffs'],
    ['industry', 'Congratulations on the award.', 'award'],
    ['employees', 'Acme Robotics struggles with staff turnover.', 'struggles'],
    ['country', 'There is no MQTT at Acme Robotics.', 'There is no MQTT at Acme Robotics'],
    ['hiring', 'You have a hiring freeze.', 'You have a hiring freeze'],
    ['contractEnd', 'Since your contract ended, we have not spoken.', 'contract ended'],
    ['con_2.title', 'Perhaps Jörg Müller (Junior Developer) should join.', 'Junior Developer'],
    ['', 'Jörg, thank you for your time.', 'Jörg'],
    ['', 'For comparison: zqk90589c6e', 'zqk90589c6e'],
    ['', 'For comparison: z q k 9 0 5 8 9', 'z q k 9 0 5 8 9'],
    ['', 'Siemens relies on Acme Robotics.', 'Siemens'],
    ['foundedYear', 'I saw that Acme Robotics dates back to 1972.', '1972'],
    ['contractEnd', 'I see August as the end of our contract.', 'August'],
    ['employees', 'There are 1957 of you.', '1957'],
  ])('%s: %s', (cites, text, token) => {
    expect(held(cites, text)?.toLowerCase()).toBe(token.toLowerCase())
  })

  test.each([
    ['industry', 'Glückwunsch zur neuen Finanzierungsrunde.', 'Finanzierungsrunde'],
    ['employees', 'Ihr jetziges System fällt oft aus.', 'Ihr jetziges System fällt oft aus'],
    ['country', 'Sie haben gerade einen zweiten Standort eröffnet.', 'zweiten Standort'],
    ['employees', 'Acme Robotics baut gerade Stellen ab.', 'Acme Robotics baut gerade Stellen ab'],
  ])('%s: %s', (cites, text, token) => {
    expect(held(cites, text, 'de')).toBe(token)
  })
})
