import { cut } from '#base/seen-text.ts'
import type { Json } from '#base/canonical.ts'
import { plusDays, utcDay } from '#base/clock.ts'
import type { Intent, NoteSentence } from './intents.ts'
import type { Known } from './reading.ts'
import { sequenceRest } from './sequence.ts'
import { draw } from './turns.ts'
import { mailText, noteText, type Voice } from './wording.ts'

const textOf = (sentences: readonly NoteSentence[], voice: Voice): string =>
  sentences
    .map((sentence, at) => `${at === 0 ? '' : sentence.isPart ? '\n' : ' '}${noteText(sentence, voice)}`)
    .join('')

const citesOf = (sentences: readonly NoteSentence[]): string[] => [
  ...new Set(sentences.flatMap(({ cites }) => cites)),
]

function actionOf(intent: Intent, voice: Voice): Json {
  switch (intent.kind) {
    case 'add-note':
    case 'add-task':
    case 'remember': {
      const { sentences, ...rest } = intent
      return { ...rest, text: textOf(sentences, voice), cites: citesOf(sentences) }
    }
    case 'raise-flag':
    case 'settle-claim':
      return { ...intent, why: noteText(intent.why, voice) }
    case 'none':
      return { ...intent, reason: noteText(intent.reason, voice) }
    case 'send-email':
      return { kind: 'send-email' }
    case 'set-field':
    case 'observe':
      return { ...intent }
  }
}

function draftOf(intents: readonly Intent[], voice: Voice): { readonly draft?: Json } {
  const mail = intents.find((intent) => intent.kind === 'send-email')
  if (mail === undefined) return {}
  const { to, language, subject, sentences } = mail
  return {
    draft: {
      to,
      language,
      subject: cut(mailText(subject, language, voice), 150),
      sentences: sentences.map((sentence) => ({
        text: mailText(sentence, language, voice),
        cites: [...new Set(sentence.cites)],
      })),
    },
  }
}

/** Days until the account should come up again: soon where something is under way, later where nothing is. */
const restDays = (known: Known, intents: readonly Intent[]): number => {
  if (known.skill === 'sequencing') return sequenceRest(known, intents)
  if (intents.some(({ kind }) => kind === 'send-email')) return 10
  return intents.every(({ kind }) => kind === 'none') ? 14 : 21
}

/** The input of `propose`: the intents in words. `voice` changes the words and nothing else. */
export function handIn(known: Known, intents: readonly Intent[], voice: Voice): Json {
  return {
    actions: intents.map((intent) => actionOf(intent, voice)),
    ...draftOf(intents, voice),
    confidence: 0.8 + (draw('confidence', known.account) % 10) / 100,
    rationale: noteText({ phrase: 'because', values: {}, cites: [] }, voice),
    nextTouch: utcDay(plusDays(known.now, restDays(known, intents))),
  }
}
