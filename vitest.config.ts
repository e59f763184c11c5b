import { defineConfig } from 'vitest/config'

// Not simply `source`: packages (eventsource) use that name for TypeScript which Node refuses to run below node_modules.
const conditions = ['daybook-source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // The one in which vitest runs the global set-up.
  environments: { __vitest__: { resolve: { conditions, noExternal: true } } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['./test/setup/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 180_000,
    reporters: ['default', './test/setup/closing-line.ts'],
  },
})
