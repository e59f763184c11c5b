// What the drafter can say in a message, at least four ways each, so that a reworded pass shares no sentence with the
// first. `{…}` is filled with a value that stands literally in a cited fact. No number, date, price or product is
// written here: a sentence may only say what a fact says.

interface Phrase {
  readonly en: readonly string[]
  readonly de: readonly string[]
}

const phrase = (en: readonly string[], de: readonly string[]): Phrase => ({ en, de })

export const mailPhrases = {
  greeting: phrase(
    ['Hello {first},', 'Hi {first},', 'Dear {first},', 'Good day {first},'],
    ['Hallo {first},', 'Guten Tag {first},', 'Guten Morgen, {first},', 'Schönen guten Tag {first},'],
  ),
  greetingPlain: phrase(
    ['Hello,', 'Good day,', 'Hi there,', 'Greetings,'],
    ['Guten Tag,', 'Hallo,', 'Schönen guten Tag,', 'Einen guten Tag,'],
  ),
  subjectFirst: phrase(
    [
      'A question about {name}',
      '{name}: a short question',
      'Getting in touch with {name}',
      'An idea for {name}',
    ],
    ['Eine Frage zu {name}', '{name}: eine kurze Frage', 'Kontakt zu {name}', 'Eine Idee für {name}'],
  ),
  subjectFollow: phrase(
    [
      'Next steps for {name}',
      '{name}: where we stand',
      'Following up with {name}',
      'Picking things up again at {name}',
    ],
    [
      'Nächste Schritte bei {name}',
      '{name}: wo wir stehen',
      'Wie es bei {name} weitergeht',
      'Anknüpfen bei {name}',
    ],
  ),
  subjectAgain: phrase(
    [
      'One more question about {name}',
      '{name}: a second try',
      'Once more to {name}',
      'A last note to {name}',
    ],
    [
      'Noch eine Frage zu {name}',
      '{name}: ein zweiter Versuch',
      'Noch einmal an {name}',
      'Ein letztes Wort an {name}',
    ],
  ),
  openAgain: phrase(
    [
      'I wrote to you before and know that {name} has other things to do.',
      'My earlier message to {name} may have come at a bad moment.',
      'Let me try once more, and then I will leave {name} in peace.',
      'I will keep it short, as {name} has heard from me before.',
    ],
    [
      'ich habe {name} schon einmal geschrieben und fasse mich kurz.',
      'meine frühere Nachricht an {name} kam vielleicht ungelegen.',
      'ich versuche es noch einmal bei {name} und lasse Sie dann in Ruhe.',
      'noch ein Versuch bei {name}, danach melde ich mich nicht mehr.',
    ],
  ),
  subjectReply: phrase(
    ['Your message to us', 'About your message', 'Thank you for writing to us', 'In answer to your message'],
    ['Ihre Nachricht an uns', 'Zu Ihrer Nachricht', 'Danke für Ihre Nachricht', 'Antwort auf Ihre Nachricht'],
  ),
  openFirst: phrase(
    [
      'I came across {name} and would like to introduce myself.',
      'I have been reading about {name} and wanted to get in touch.',
      'We have not spoken yet, and {name} looks like a team we should know.',
      'Allow me to get in touch, as {name} caught our attention.',
    ],
    [
      'ich bin auf {name} gestoßen und möchte mich gern vorstellen.',
      'wir haben noch nicht gesprochen, und {name} ist uns aufgefallen.',
      'ich habe über {name} gelesen und wollte mich melden.',
      'erlauben Sie mir, mich bei {name} zu melden.',
    ],
  ),
  openFollow: phrase(
    [
      'I would like to pick up our conversation with {name} again.',
      'It has been a while, so I am checking in with {name}.',
      'I wanted to hear how things are going at {name}.',
      'Let me follow up on what we discussed with {name}.',
    ],
    [
      'ich möchte gern an unser Gespräch mit {name} anknüpfen.',
      'ich wollte hören, wie es bei {name} steht.',
      'es ist eine Weile her, daher melde ich mich bei {name}.',
      'gern würde ich mit {name} dort weitermachen, wo wir aufgehört haben.',
    ],
  ),
  openReply: phrase(
    [
      'Thank you for your message, and sorry for the wait.',
      'Thanks for writing to us; my answer comes late, and I apologise.',
      'I appreciate your message and apologise for the delay.',
      'Many thanks for getting in touch, and my apologies for the silence.',
    ],
    [
      'vielen Dank für Ihre Nachricht, und entschuldigen Sie die Wartezeit.',
      'danke, dass Sie uns geschrieben haben; meine Antwort kommt leider spät.',
      'ich danke für Ihre Nachricht und bitte um Nachsicht für die späte Antwort.',
      'herzlichen Dank für Ihre Zeilen, und Verzeihung für unser Schweigen.',
    ],
  ),
  openRenewal: phrase(
    [
      'The current contract of {name} ends on {end}, so I would like to talk in good time.',
      'As the contract of {name} runs until {end}, this is a good moment to look ahead.',
      'I am writing early because the agreement of {name} ends on {end}.',
      'With {end} as the end of the contract of {name}, I would like to plan with you.',
    ],
    [
      'der Vertrag von {name} endet am {end}, deshalb möchte ich rechtzeitig sprechen.',
      'da der Vertrag von {name} bis {end} läuft, ist jetzt ein guter Moment.',
      'ich schreibe früh, weil die Vereinbarung von {name} am {end} endet.',
      'mit dem {end} als Ende des Vertrags von {name} möchte ich gern planen.',
    ],
  ),
  openLapsed: phrase(
    [
      'We used to work with {name}, and I would be glad to hear how you are doing today.',
      'It has been quiet between us and {name}, which I would like to change.',
      'I remember {name} well and wanted to ask what has changed since.',
      'May I ask how {name} handles things since we parted?',
    ],
    [
      'wir haben früher mit {name} gearbeitet, und ich würde gern hören, wie es heute geht.',
      'zwischen uns und {name} ist es still geworden, das möchte ich ändern.',
      'ich erinnere mich gern an {name} und wollte fragen, was sich getan hat.',
      'darf ich fragen, wie {name} seither arbeitet?',
    ],
  ),
  openDeal: phrase(
    [
      'I am writing about “{deal}” and how we can move it forward.',
      'This is about “{deal}”, which I would like to bring a step further.',
      'Regarding “{deal}”, I wanted to ask what you still need from us.',
      'My message concerns “{deal}” and the step that comes next.',
    ],
    [
      'ich schreibe wegen „{deal}“ und wie wir weiterkommen.',
      'es geht um „{deal}“, das ich gern einen Schritt weiterbringen möchte.',
      'zu „{deal}“ wollte ich fragen, was Ihnen von uns noch fehlt.',
      'meine Nachricht betrifft „{deal}“ und den nächsten Schritt.',
    ],
  ),
  employees: phrase(
    [
      'With a team of {value} people, keeping everybody in step takes effort.',
      'A company of {value} people has plenty to coordinate.',
      'Coordinating {value} people is no small thing.',
      'At {value} people, small frictions add up.',
    ],
    [
      'mit einem Team von {value} Menschen ist Abstimmung viel Arbeit.',
      'ein Unternehmen mit {value} Menschen hat viel zu koordinieren.',
      'bei {value} Menschen summieren sich kleine Reibungen.',
      'wer {value} Menschen zusammenhält, leistet einiges.',
    ],
  ),
  industry: phrase(
    [
      'Your work in {value} is what made me write.',
      'Teams in {value} often ask us the same questions.',
      'I follow what happens in {value} with interest.',
      'We hear a lot from companies in {value}.',
    ],
    [
      'Ihre Arbeit im Bereich {value} war der Anlass für diese Zeilen.',
      'aus dem Bereich {value} hören wir oft ähnliche Fragen.',
      'ich verfolge den Bereich {value} mit Interesse.',
      'wir sprechen oft mit Unternehmen aus dem Bereich {value}.',
    ],
  ),
  description: phrase(
    [
      'What you describe as “{value}” is close to what we care about.',
      'I read that you do the following: “{value}”.',
      'Your description, “{value}”, made me curious.',
      'The words “{value}” on your side stayed with me.',
    ],
    [
      'was Sie als „{value}“ beschreiben, liegt uns nahe.',
      'ich habe über Sie gelesen: „{value}“.',
      'Ihre Beschreibung „{value}“ hat mich neugierig gemacht.',
      'die Worte „{value}“ sind mir im Gedächtnis geblieben.',
    ],
  ),
  hiring: phrase(
    [
      'I also saw that you are hiring, which usually means there is a lot to do.',
      'That you are hiring at the moment tells me you are growing.',
      'You are looking for new colleagues, so your hands must be full.',
      'Since you are hiring, this may be a good moment to talk.',
    ],
    [
      'dass Sie gerade einstellen, spricht für Wachstum.',
      'Sie suchen neue Kollegen, da ist sicher viel zu tun.',
      'weil Sie einstellen, ist vielleicht ein guter Moment für ein Gespräch.',
      'ich habe auch gesehen, dass Sie einstellen.',
    ],
  ),
  technologies: phrase(
    [
      'You work with {value}, which fits well with how we work.',
      'As far as we know you use {value}.',
      'Using {value} puts you in familiar territory for us.',
      'Your use of {value} is something we know well.',
    ],
    [
      'Sie arbeiten mit {value}, das passt gut zu uns.',
      'soweit wir wissen, nutzen Sie {value}.',
      'mit {value} sind Sie auf vertrautem Gelände für uns.',
      'dass Sie {value} nutzen, kennen wir gut.',
    ],
  ),
  fundingStage: phrase(
    [
      'At the stage of “{value}”, priorities tend to shift quickly.',
      'Being at “{value}” usually brings new questions.',
      'Companies at “{value}” tell us that time is short.',
      'Your stage, “{value}”, is one we have seen often.',
    ],
    [
      'in der Phase „{value}“ verschieben sich Prioritäten schnell.',
      'die Phase „{value}“ bringt meist neue Fragen.',
      'Unternehmen in der Phase „{value}“ haben oft wenig Zeit.',
      'Ihre Phase „{value}“ kennen wir gut.',
    ],
  ),
  ask: phrase(
    [
      'Would a short call be welcome?',
      'May I suggest a brief conversation?',
      'Would you have a moment to talk?',
      'Could we find a time for a short exchange?',
    ],
    [
      'wäre ein kurzes Gespräch willkommen?',
      'darf ich ein kurzes Telefonat vorschlagen?',
      'hätten Sie einen Moment für ein Gespräch?',
      'finden wir eine Zeit für einen kurzen Austausch?',
    ],
  ),
  sign: phrase(
    ['Best regards, {sender}', 'Kind regards, {sender}', 'With best wishes, {sender}', 'Sincerely, {sender}'],
    [
      'Viele Grüße, {sender}',
      'Beste Grüße, {sender}',
      'Herzliche Grüße, {sender}',
      'Freundliche Grüße, {sender}',
    ],
  ),
} as const satisfies Readonly<Record<string, Phrase>>

export type MailPhrase = keyof typeof mailPhrases
