import { describe, expect, test } from 'vitest'
import { body } from './claude-failures.ts'
import { asking, listening, start, thrownBy } from './claude-kit.ts'

const hour = 3_600_000

describe('how long to wait is read in each of its spellings', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  test.each([
    ['milliseconds come first', { 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    ['seconds, broken ones too', { 'retry-after': '1.5' }, 1500],
    ['a date', { 'retry-after': new Date(now.getTime() + hour).toUTCString() }, hour],
    ['a date that has passed', { 'retry-after': new Date(now.getTime() - hour).toUTCString() }, 0],
    ['words nobody understands', { 'retry-after': 'soon' }, undefined],
  ])('%s', async (_sentence, headers, retryAfterMs) => {
    const { port, close } = await listening((response) => {
      response.writeHead(429, { 'content-type': 'application/json', ...headers })
      response.end(body('rate_limit_error', 'slow down'))
    })
    try {
      const { claude } = await start(
        { judge: false },
        { baseUrl: `http://127.0.0.1:${port}`, clock: () => now },
      )
      expect(await thrownBy(claude.answer(asking()))).toMatchObject({ kind: 'throttled', retryAfterMs })
    } finally {
      await close()
    }
  })
})
