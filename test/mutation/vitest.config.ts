import { defineConfig } from 'vitest/config'

// The gate's own tests and nothing that needs a database: each is run again for every mutant it reaches.
const conditions = ['daybook-source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/flow/5-gate/**/*.test.ts'],
    // It measures processor time: on a busy machine it would take mutants for noticed that nobody noticed.
    exclude: ['src/flow/5-gate/linear.test.ts'],
    pool: 'threads',
    isolate: false,
  },
})
