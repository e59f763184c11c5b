import './compile-cache.ts'

// What is imported after the cache is there comes from it.
await import('./command.ts')
