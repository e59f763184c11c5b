import { describe, expect, test } from 'vitest'
import { apiKey, asking, listening, start, thrownBy, tiers } from './claude-kit.ts'

const free = { input: 0, output: 0, cacheWrite: 0, cacheRead: 0 }

describe('a check before anything is spent', () => {
  test('key and models are good: nothing is said, no message was asked for', async () => {
    const { api, claude } = await start({ apiKey })
    await claude.check()
    expect(api.log.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/models'])
    expect(api.totals()).toEqual({})
  })

  test('a model the vendor does not have is named with its setting and with those there are', async () => {
    const { claude } = await start(
      {},
      { tiers: { ...tiers, classify: { model: 'claude-haiku-9' } }, prices: { 'claude-haiku-9': free } },
    )
    expect(await thrownBy(claude.check())).toMatchObject({
      kind: 'refused',
      message: 'the vendor has no model claude-haiku-9, which model.tiers.classify.model names',
      next: expect.stringMatching(/claude-haiku-4-5, claude-haiku-5-5/),
    })
  })

  test('a key that is refused', async () => {
    const { claude } = await start({ apiKey: 'another-key' })
    expect(await thrownBy(claude.check())).toMatchObject({
      kind: 'refused',
      next: expect.stringMatching(/ANTHROPIC_API_KEY/),
    })
  })

  test('a local server without a list of models may be good all the same', async () => {
    const { port, close } = await listening((response) => response.writeHead(404).end('{}'))
    const { claude } = await start({ judge: false }, { baseUrl: `http://127.0.0.1:${port}` })
    await claude.check()
    await close()
  })

  test('no price, no call: refused when it is opened', async () => {
    const thrown = await thrownBy(
      start({ judge: false }, { tiers: { ...tiers, work: { model: 'local-llama' } } }),
    )
    expect(thrown).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/local-llama has no price .*no call is made/),
      next: expect.stringMatching(/\[model\.prices\."local-llama"\].*model\.tiers\.work\.model/),
    })
  })
})

describe('nothing comes from the environment', () => {
  test('other keys, places, levels and what is logged are not looked at', async () => {
    const before = { ...process.env }
    const said: unknown[] = []
    const quiet = { ...console }
    Object.assign(process.env, {
      ANTHROPIC_API_KEY: 'sk-of-the-environment',
      ANTHROPIC_AUTH_TOKEN: 'token-of-the-environment',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
      ANTHROPIC_LOG: 'debug',
    })
    for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const)
      console[level] = (...words: unknown[]) => void said.push(words)
    try {
      const { api, claude } = await start({ brain: () => ({ content: [{ type: 'text', text: 'Yes.' }] }) })
      await claude.answer(asking())
      expect(api.log[0]?.headers).toMatchObject({ authorization: `Bearer ${apiKey}` })
      expect(JSON.stringify(api.log)).not.toMatch(/of-the-environment/)
      expect(said).toEqual([])
    } finally {
      Object.assign(console, quiet)
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
      Object.assign(process.env, before)
    }
  })
})
