import { defineConfig, mergeConfig } from 'vitest/config'
import all from '../../vitest.config.ts'

// Real processes that are killed, frozen and drained: minutes of waiting, and a machine to themselves.
const config = mergeConfig(all, defineConfig({ test: { maxWorkers: 1 } }))
config.test.include = ['test/long/*.long.ts']

export default config
