import { describe, expect, test } from 'vitest'
import { heldToken } from '#test/fakes/grounded.ts'

// Claims, praise, quotations and lines of business. The account stands in test/fakes/grounded.ts; today is 20 November 2026.

describe('claims, praise, quotations and lines of business, English: what passes', () => {
  test.each([
    ['description', 'You run 58 stores in 4 countries.'],
    ['industry', 'Your work in robotics is what made me write.'],
    ['industry', 'Teams in Robotics often ask us the same questions.'],
    ['industry', 'I follow the robotics industry with interest.'],
    ['hiring', 'I also saw that you are hiring, which usually means there is a lot to do.'],
    ['hiring', 'That you are hiring at the moment tells me you are growing.'],
    ['hiring', 'You are looking for new colleagues, so your hands must be full.'],
    ['hiring', 'Your open positions caught my eye.'],
    ['hiring', 'Your current recruiting drive caught my eye.'],
    ['description', 'You describe yourselves as “the leading maker of gripping robots for bakeries”.'],
    ['description', 'As the leading maker of gripping robots you know bakeries.'],
    ['description', 'You make gripping robots for bakeries.'],
    ['usesCrm', 'You do not use a CRM yet.'],
    ['goals', 'You do not use a scheduling tool today.'],
    ['goals', 'You want to halve returns by 2027.'],
    ['employees hiring', 'You are 120 people and hiring.'],
    ['description', 'Making gripping robots for bakeries sounds like fun.'],
    ['description', 'Bakeries with gripping robots are new to me.'],
    ['description', 'With 58 stores, planning takes effort.'],
  ])('%s: %s', (cites, text) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean) })).toBeUndefined()
  })
})

describe('claims, praise, quotations and lines of business, German: what passes', () => {
  test.each([
    ['industry', 'Ihre Arbeit im Bereich Robotics war der Anlass für diese Zeilen.'],
    ['industry', 'Ihre Arbeit in der Robotik war der Anlass.'],
    ['hiring', 'dass Sie gerade einstellen, spricht für Wachstum.'],
    ['hiring', 'Sie suchen neue Kollegen, da ist sicher viel zu tun.'],
    ['hiring', 'ich habe auch gesehen, dass Sie einstellen.'],
    ['description', 'Sie bauen Roboter für Bäckereien.'],
  ])('%s: %s', (cites, text) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean), language: 'de' })).toBeUndefined()
  })
})

describe('claims, praise, quotations and lines of business, English: what is held', () => {
  test.each([
    ['description', 'You run 4 stores in 58 countries.', '4 stores'],
    ['industry', 'Your work in logistics is what made me write.', 'logistics'],
    ['industry', 'I follow the healthcare industry with interest; your work stands out.', 'healthcare'],
    ['notHiring', 'I saw that you are hiring.', 'hiring'],
    ['employees', 'I saw that you are hiring.', 'hiring'],
    ['hiring', 'You are not hiring at the moment.', 'You are not hiring at the moment'],
    ['employees', 'You have no CRM in place.', 'You have no CRM in place'],
    ['usesCrm', 'You already use a CRM.', 'use'],
    ['employees', 'As the leading maker of robots you have 120 people.', 'leading maker'],
    ['', 'You are the fastest growing company in your field.', 'fastest growing'],
    ['', 'Your market-leading product impressed me.', 'market-leading'],
    ['growthPercent', 'Your team doubled this year.', 'doubled'],
    ['growthPercent', 'Your revenue tripled.', 'tripled'],
    ['growthPercent', 'You are growing fast.', 'growing fast'],
    ['growthPercent', 'Your team shrank by 10 %.', 'shrank'],
    ['employees', 'Your team doubled to 120 people.', 'doubled'],
    [
      'description',
      'You wrote: “we lead the market in gripping robots”.',
      'we lead the market in gripping robots',
    ],
    [
      'description',
      'You describe yourselves as “the cheapest maker of robots”.',
      'the cheapest maker of robots',
    ],
    [
      'employees',
      'You use spreadsheets for scheduling shifts.',
      'You use spreadsheets for scheduling shifts',
    ],
    ['goals', 'You use a scheduling tool today.', 'use'],
    ['employees', 'With 120 people, you compete with Kuka.', 'Kuka'],
    ['', 'Thousands of teams use us every day.', 'Thousands'],
    ['employees', 'Your team of 120 grew by 40 % last year.', 'grew'],
    ['growthPercent', 'Your margin of 10 points tripled.', 'tripled'],
    ['description', 'You make welding robots for BMW.', 'BMW'],
    ['description', 'Your 85 stores take planning.', '85 stores'],
    ['description', 'As the largest maker of robots you know bakeries.', 'largest maker'],
    ['description', 'You call it “robots that think for themselves”.', 'robots that think for themselves'],
    ['description', 'You told us: “we hate planning shifts by hand”.', 'we hate planning shifts by hand'],
    ['hiring', 'You have a hiring freeze, and you are not recruiting.', 'You have a hiring freeze'],
    ['hiring', 'You are no longer hiring.', 'You are no longer hiring'],
    ['notHiring', 'Your open positions caught my eye.', 'open positions'],
    ['employees', 'Your team has no way to plan shifts.', 'Your team has no way to plan shifts'],
    ['employees', 'You work without a planning tool.', 'You work without a planning tool'],
    ['', 'We are the leading provider of shift planning.', 'leading provider'],
    ['', 'Our award-winning product is used by 300 companies.', 'award-winning'],
    ['', 'Thousands of companies trust us.', 'Thousands'],
    ['industry', 'Your work in the insurance industry is what made me write.', 'insurance'],
    ['industry', 'As a food company you know this.', 'food'],
    ['industry', 'Teams in B2B often ask us the same questions.', 'B2B'],
  ])('%s: %s', (cites, text, token) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean) })).toBe(token)
  })
})

describe('claims, praise, quotations and lines of business, German: what is held', () => {
  test.each([
    ['industry', 'Ihre Arbeit im Bereich Logistik war der Anlass.', 'Logistik'],
    ['notHiring', 'Sie suchen neue Kollegen.', 'Sie'],
    ['hiring', 'Sie stellen nicht ein.', 'Sie stellen nicht ein'],
    ['employees', 'Sie haben kein CRM.', 'Sie haben kein CRM'],
    ['', 'Sie sind der führende Anbieter von Robotern.', 'führende'],
    ['employees', 'Mit 120 Mitarbeitern stehen Sie neben Siemens.', 'Siemens'],
    ['growthPercent', 'Ihr Umsatz hat sich verdoppelt.', 'verdoppelt'],
    [
      'description',
      'Sie schreiben: „wir hassen es, Schichten zu planen“.',
      'wir hassen es, Schichten zu planen',
    ],
    ['hiring', 'Sie suchen keine neuen Kollegen.', 'Sie suchen keine neuen Kollegen'],
    ['employees', 'Ihr Team hat keine Schichtplanung.', 'Ihr Team hat keine Schichtplanung'],
    ['', 'Wir sind der führende Anbieter für Schichtplanung.', 'führende'],
    ['', 'Sie wachsen rasant.', 'wachsen rasant'],
    ['employees', 'Sie sind Marktführer mit 120 Leuten.', 'Marktführer'],
    ['industry', 'als Unternehmen aus der Energiebranche kennen Sie das.', 'Energiebranche'],
    ['industry', 'aus dem Bereich Handel hören wir oft ähnliche Fragen.', 'Handel'],
  ])('%s: %s', (cites, text, token) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean), language: 'de' })).toBe(token)
  })
})
