import { between, seeded } from '#base/random.ts'

const words = 'pump valve rotor sensor plant order quality export boiler paper harbour timber glass'.split(
  ' ',
)

/** A list of companies of about `bytes` bytes, block by block: ids, names, domains, head counts, long quoted texts. */
export function* bigList({
  bytes,
  seed,
}: {
  bytes: number
  seed: number
}): Generator<{ text: string; rows: number }> {
  const random = seeded(seed)
  yield { text: 'id,name,website,employees,about\n', rows: 0 }
  let id = 0
  for (let written = 0; written < bytes;) {
    const rows: string[] = []
    for (let n = 0; n < 100; n++) {
      id += 1
      const about = Array.from(
        { length: between(random, 100, 500) },
        () => words[between(random, 0, words.length - 1)],
      )
      const text = about.join(id % 7 === 0 ? ',\n' : ' ')
      rows.push(
        `${id},Company ${id},https://c${id}.example,${between(random, 0, 5000)},"They say ""${text}"""\n`,
      )
    }
    const block = rows.join('')
    written += block.length
    yield { text: block, rows: rows.length }
  }
}
