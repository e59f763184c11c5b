import type { Language } from './places.ts'

// Mail threads between a rep of Larkspur Software and a customer or prospect. `{first}` the contact, `{me}` the rep,
// `{company}` theirs, `{crew}` whose work is planned. No figures and no other company's name: a mail of an ordinary
// account holds nothing that must not be repeated.

/** The messages of one topic: ours and theirs in turn, any of a list at its place. */
export interface Topic {
  readonly subjects: readonly string[]
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
  readonly closing: readonly string[]
}

const english: readonly Topic[] = [
  {
    subjects: ['Planning for the {crew}', 'A first look at shift planning', 'Following up on our call'],
    ours: [
      'Thank you for the time on the phone. You described how the {crew} still pass changes around on paper, and I think we can take that off their hands. Shall I show you the plan board with an example week?',
      'I promised a short summary: one plan for shifts, maintenance and field visits, visible to everybody who needs it. If that is still of interest I would bring a colleague who knows your line of work.',
      'We spoke about changes that reach the {crew} too late. I attached nothing on purpose; it is easier to show. Would a short call next week suit you?',
    ],
    theirs: [
      'Thanks, that sums it up well. Our main worry is that people go back to the whiteboard after a week. How do others keep it alive?',
      'Good timing, we talked about exactly this on Monday. I would like the {crew} to see it before I say anything to management.',
      'Interesting, but our hands are full until the audit is over. Could you write again after that?',
    ],
    closing: [
      'That is a fair question. I will bring the rollout notes of a similar team and we look at them together.',
      'Understood. I will get back to you after the audit, and until then nothing is needed from your side.',
      'Happy to show it to the {crew} first. I will send two dates.',
    ],
  },
  {
    subjects: ['Pilot at {company}', 'Pilot: scope and dates', 'What the pilot should show'],
    ours: [
      'Here is what I noted for the pilot: one site, one team, and a look back at the end to decide. Please change whatever does not fit.',
      'Before we start the pilot I would like to agree on what success means for the {crew}. My suggestion is fewer late changes and no double booking.',
      'The pilot board is ready. Your people can log in with the invitation I sent, and I am there for the first morning.',
    ],
    theirs: [
      'Looks right. Please add the weekend shift, that is where things go wrong most of the time.',
      'We are fine with the scope. Our works council wants to know which personal details are shown on the board.',
      'First impression from the floor is good. They ask whether the plan can be printed for those without a phone.',
    ],
    closing: [
      'The weekend shift is in. I also switched off everything personal except the first name.',
      'Yes, it prints on one page. I will show them where.',
      'I have written the answer for the works council in plain words; take whatever helps.',
    ],
  },
  {
    subjects: ['Connecting the plan to your ERP', 'Integration questions', 'Data flow between the systems'],
    ours: [
      'You asked how work orders get into the plan. In short: they are read every few minutes, nothing is written back unless you switch it on.',
      'I talked to our engineers about your set-up. They see no obstacle and would like to speak to whoever looks after the interface on your side.',
    ],
    theirs: [
      'Our IT people are careful with anything that writes into the ERP. Reading only is fine for a start.',
      'Could you send me the list of fields you read? I need it for the change request.',
      'Who would be responsible when the interface stops at night?',
    ],
    closing: [
      'The list of fields is on its way to you. Reading only is what we would recommend, too.',
      'If it stops, the plan stays as it was and our on-call colleague is told. I put that in writing for your change request.',
    ],
  },
  {
    subjects: ['Security questionnaire', 'Questions from your security team', 'Your vendor review'],
    ours: [
      'Attached is the completed questionnaire. Two answers depend on how you want people to sign in; I marked them.',
      'Your security team asked where the data lives. It stays in the region you choose, and I attached the description of the backups.',
    ],
    theirs: [
      'Thank you, the security team is content. They only miss a sentence on how leavers are removed.',
      'Received. This will take a while on our side, the reviewer is on leave until the end of the month.',
    ],
    closing: [
      'Leavers are removed with the next sync of your directory; I added the sentence.',
      'No hurry. I will ask again at the beginning of next month.',
    ],
  },
  {
    subjects: ['Training for the {crew}', 'Getting the {crew} started', 'Who needs which training'],
    ours: [
      'For the training I suggest two short sessions instead of one long one: planners first, everybody else a week later.',
      'A few of the {crew} have not logged in yet. Shall I offer an open hour where they can just ask?',
    ],
    theirs: [
      'Two sessions are good. Please avoid Thursday, that is inventory day.',
      'An open hour would help. Some were not there when you showed it the first time.',
      'It works well by now, even the sceptics use it. Only the mobile view is slow in hall two.',
    ],
    closing: [
      'Then not on Thursday. The invitations go out today.',
      'I passed the slow mobile view on; the colleague in charge will write to you directly.',
    ],
  },
  {
    subjects: ['Budget for next year', 'Offer for more teams', 'Commercial questions'],
    ours: [
      'You wanted to know how the price develops when a second team joins. The offer shows both cases side by side.',
      'I heard that budgets are being made. If it helps I can put our offer into the form your purchasing department likes.',
    ],
    theirs: [
      'Purchasing has the offer. They will come back with questions about the notice period.',
      'We would rather begin small and add the second team later. Is that possible within one contract?',
    ],
    closing: [
      'Yes, teams can join at any time within one contract. I changed the wording accordingly.',
      'Thank you for telling me. I am in the office all week should purchasing want to call.',
    ],
  },
]

const german: readonly Topic[] = [
  {
    subjects: ['Planung für Ihr Team', 'Unser Gespräch von letzter Woche', 'Pilot bei {company}'],
    ours: [
      'vielen Dank für das Gespräch. Sie hatten beschrieben, dass Änderungen im Schichtplan zu spät ankommen. Gerne zeige ich Ihnen an einer Beispielwoche, wie das bei uns aussieht.',
      'wie besprochen der Vorschlag für den Piloten: ein Standort, ein Team, und am Ende entscheiden wir gemeinsam. Ändern Sie gerne, was nicht passt.',
      'hier kommt der ausgefüllte Fragebogen Ihrer IT. Zwei Antworten hängen davon ab, wie sich Ihre Leute anmelden sollen.',
    ],
    theirs: [
      'danke, das trifft es gut. Unser Betriebsrat möchte vorab wissen, welche Angaben im Plan zu sehen sind.',
      'der Umfang passt. Bitte nehmen Sie die Wochenendschicht mit auf, dort klemmt es am meisten.',
      'im Moment bindet uns das Audit. Melden Sie sich bitte danach noch einmal.',
    ],
    closing: [
      'gerne, ich habe die Wochenendschicht ergänzt und alles Persönliche bis auf den Vornamen ausgeblendet.',
      'verstanden, ich melde mich nach dem Audit wieder. Bis dahin brauchen Sie nichts zu tun.',
    ],
  },
]

const french: readonly Topic[] = [
  {
    subjects: ['Planification de vos équipes', 'Suite à notre appel', 'Pilote chez {company}'],
    ours: [
      'merci pour votre temps au téléphone. Vous disiez que les changements arrivent trop tard aux équipes ; je vous montrerais volontiers une semaine type sur notre tableau.',
      'voici ce que j’ai noté pour le pilote : un site, une équipe, et un bilan à la fin. Corrigez ce qui ne convient pas.',
    ],
    theirs: [
      'merci, c’est exactement cela. Notre crainte est que les gens reviennent au tableau blanc au bout d’une semaine.',
      'le périmètre nous convient. Ajoutez s’il vous plaît l’équipe du week-end.',
    ],
    closing: [
      'l’équipe du week-end est ajoutée. Je vous propose deux dates dans la journée.',
      'je comprends cette crainte et j’apporterai les notes d’une équipe comparable.',
    ],
  },
]

const spanish: readonly Topic[] = [
  {
    subjects: ['Planificación de turnos', 'Seguimiento de nuestra llamada', 'Piloto en {company}'],
    ours: [
      'gracias por su tiempo al teléfono. Comentaba que los cambios llegan tarde a los equipos; con gusto le enseño una semana de ejemplo en nuestro tablero.',
      'esto es lo que anoté para el piloto: un centro, un equipo y una revisión al final. Cambie lo que no encaje.',
    ],
    theirs: [
      'gracias, así es. Nos preocupa que la gente vuelva a la pizarra al cabo de una semana.',
      'el alcance nos parece bien. Añada por favor el turno de fin de semana.',
    ],
    closing: [
      'el turno de fin de semana ya está incluido. Le mando dos fechas.',
      'entiendo la preocupación y llevaré las notas de un equipo parecido.',
    ],
  },
]

export const topics: Readonly<Record<Language, readonly Topic[]>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
}

/** How a mail begins and ends, by language. */
export const frames: Readonly<
  Record<Language, { readonly open: readonly string[]; readonly close: readonly string[] }>
> = {
  en: {
    open: ['Hi {to},', 'Hello {to},', 'Dear {to},'],
    close: ['Best regards', 'Kind regards', 'Thanks', 'All the best'],
  },
  de: { open: ['Hallo {to},', 'Guten Tag {to},'], close: ['Viele Grüße', 'Mit freundlichen Grüßen'] },
  fr: { open: ['Bonjour {to},'], close: ['Cordialement', 'Bien à vous'] },
  es: { open: ['Hola {to},', 'Buenos días {to},'], close: ['Un saludo', 'Saludos cordiales'] },
}
