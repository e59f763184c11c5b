import type { Language } from './places.ts'

// The last words of a thread: messages that wait for an answer.

/** Inbound mails nobody answered. */
export const openMails: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'I come back to your last mail. We would like to move on with the {crew}, but I still need to know how long the set-up takes on our side. Could you tell me?',
    'Could you send me an overview of what is included? I have to present the topic to our management and would rather not guess.',
    'Is there a way to try the plan board with one team before the summer? Our {crew} are open to it now.',
    'We had another bad week with double bookings and I remembered our talk. What would a start look like?',
    'Somebody on the {crew} asked whether the plan works without a phone signal. I could not answer. Can you?',
    'Quick question: can a foreman see only the own team? That came up in our meeting and everything else is agreed.',
  ],
  de: [
    'ich komme auf Ihre letzte Nachricht zurück. Wir würden gerne mit einem Team beginnen. Wie viel Aufwand hätten wir für die Einrichtung?',
    'könnten Sie mir eine Übersicht schicken, was enthalten ist? Ich soll das Thema der Geschäftsführung vorstellen.',
  ],
  fr: [
    'je reviens vers vous au sujet de votre dernier message. Nous aimerions commencer avec une équipe. Combien de temps prend la mise en place de notre côté ?',
  ],
  es: [
    'retomo su último mensaje. Nos gustaría empezar con un equipo. ¿Cuánto tiempo lleva la puesta en marcha por nuestra parte?',
  ],
}

export const openSubjects: Readonly<Record<Language, readonly string[]>> = {
  en: ['Question before we decide', 'Next step?', 'Coming back to you', 'One more question'],
  de: ['Rückfrage', 'Nächster Schritt', 'Kurze Frage'],
  fr: ['Une question', 'Prochaine étape'],
  es: ['Una pregunta', 'Próximo paso'],
}

/** Where an inbound mail tells of a new head count: `{size}` is the whole statement. */
export const headCountMails = [
  'A lot has changed since we last spoke. {size}, and the old way of planning no longer holds. Could we pick the topic up again?',
  'Sorry for the silence. {size}, so the question of a shared plan is back on the table. What would you need from us to prepare an offer?',
  'You asked about our growth. {size} and the {crew} feel it every morning. When could you show us the board?',
] as const

/** From an account that was closed: it did not fit, or said no; now somebody writes all the same. */
export const closedMails = [
  'I know we told you no last time. The colleague who decided that has left and I would like to hear your proposal once more. Could you write to me?',
  'We parted ways back then because it was too early for us. Is the offer still standing?',
  'Your name came up again in our team. I am aware that the topic was closed. Would you still be open to a talk?',
] as const
