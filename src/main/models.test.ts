import { describe, expect, test } from 'vitest'
import { BookConfig } from '#records/config.ts'
import { readEnvironment } from './environment.ts'
import { openModel } from './models.ts'

const book = (model: object = {}): BookConfig =>
  BookConfig.parse({
    name: 'Book',
    sender: {
      name: 'Ada',
      email: 'ada@example.com',
      company: 'Example',
      domain: 'example.com',
      about: 'tools',
    },
    model,
  })
const environment = (env: NodeJS.ProcessEnv = {}) => readEnvironment({ ...env }).data ?? expect.unreachable()
const request = { tier: 'work', system: 's', tools: [], messages: [], maxTokens: 100 } as const
const keyed = { ANTHROPIC_API_KEY: 'sk-one' }

describe('the model behind the port', () => {
  test.each([
    ['the one the book names', { provider: 'anthropic' }, {}, 'claude-sonnet-5-5'],
    ['offline, when it names none', {}, {}, 'offline'],
    ['what this invocation asks for instead', { provider: 'anthropic' }, { provider: 'offline' }, 'offline'],
    ['also the paid one', {}, { provider: 'anthropic' }, 'claude-sonnet-5-5'],
  ] as const)('%s', (_sentence, model, settings, id) => {
    expect(
      openModel({ folder: './no-book', config: book(model), environment: environment(keyed), settings }).idOf(
        'work',
      ),
    ).toBe(id)
  })

  test.each([
    ['without a key', { provider: 'anthropic' }, {}, /needs ANTHROPIC_API_KEY/, /set ANTHROPIC_API_KEY/],
    [
      'with a key that is none',
      { provider: 'anthropic' },
      { ANTHROPIC_API_KEY: 'a b' },
      /no key has/,
      /copy the key/,
    ],
    [
      'with a model of unknown price',
      { provider: 'anthropic', tiers: { work: { model: 'local' } } },
      keyed,
      /local has no price/,
      /model\.prices/,
    ],
  ] as const)('%s it never falls back to another one, and says why when it is asked', async (...row) => {
    const [, model, env, words, next] = row
    const unusable = openModel({
      folder: './no-book',
      config: book(model),
      environment: environment(env),
      settings: {},
    })
    const refusal = {
      kind: 'refused',
      stopCause: 'setup',
      message: expect.stringMatching(words),
      next: expect.stringMatching(next),
    }
    expect(unusable.name).toBe('anthropic')
    await expect(unusable.answer(request)).rejects.toMatchObject(refusal)
    await expect(unusable.check?.()).rejects.toMatchObject(refusal)
  })
})

test('secrets, and all that would steer the SDK, are gone from the environment once it was read', () => {
  const env: NodeJS.ProcessEnv = {
    ...keyed,
    ANTHROPIC_BASE_URL: 'http://elsewhere',
    ANTHROPIC_CUSTOM_HEADERS: 'Authorization: Bearer other',
    ANTHROPIC_AUTH_TOKEN: 'token',
    DAYBOOK_PERSON_TOKEN: 'person',
    PATH: '/bin',
  }
  expect(readEnvironment(env).data).toMatchObject({
    ANTHROPIC_API_KEY: 'sk-one',
    DAYBOOK_PERSON_TOKEN: 'person',
  })
  expect(env).toEqual({ PATH: '/bin' })
})
