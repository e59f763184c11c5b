import { expect, test } from 'vitest'
import { decode, findEncoding } from './encoding.ts'

async function* chunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

async function textOf(bytes: Uint8Array, size: number): Promise<[string, boolean, string]> {
  const { encoding, isDamaged } = await findEncoding('list.csv', chunks(bytes, size))
  let text = ''
  for await (const part of decode(chunks(bytes, size), encoding)) text += part
  return [encoding, isDamaged, text]
}

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()
const list = 'name,city\nCafé Zoë,Zürich\n𝒜,€\n'

test.each<[string, Buffer, string, boolean, string]>([
  ['UTF-8', Buffer.from(list), 'utf-8', false, list],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${list}`), 'utf-8', false, list],
  ['UTF-16 little endian with a mark', Buffer.from(`\uFEFF${list}`, 'utf16le'), 'utf-16le', false, list],
  ['UTF-16 big endian with a mark', utf16be(`\uFEFF${list}`), 'utf-16be', false, list],
  ['UTF-16 without a mark', Buffer.from(list, 'utf16le'), 'utf-16le', false, list],
  [
    'Windows-1252',
    Buffer.from('name\nCaf\xe9 \x80 \x93x\x94\n', 'latin1'),
    'windows-1252',
    false,
    'name\nCafé € “x”\n',
  ],
  ['ASCII', Buffer.from('a,b\n1,2\n'), 'utf-8', false, 'a,b\n1,2\n'],
  [
    'UTF-8 with one broken byte',
    Buffer.concat([Buffer.from('é é é '), Buffer.from([0xff]), Buffer.from(' é')]),
    'utf-8',
    true,
    'é é é \uFFFD é',
  ],
  ['a NUL is no sign of UTF-16', Buffer.from('a,b\n1,x\u0000y\n'), 'utf-8', false, 'a,b\n1,x\u0000y\n'],
])('%s, however it is cut', async (_name, bytes, encoding, isDamaged, text) => {
  for (const size of [1, 3, 1000])
    // A first chunk of one byte shows no pattern; files come in blocks.
    if (size > 1 || !encoding.startsWith('utf-16'))
      expect(await textOf(bytes, size)).toEqual([encoding, isDamaged, text])
})

test('the first accent of a Windows file may come after megabytes', async () => {
  const bytes = Buffer.concat([
    Buffer.from('name\n' + 'plain\n'.repeat(500_000)),
    Buffer.from([0x43, 0xe9, 0x0a]),
  ])
  expect((await findEncoding('list.csv', chunks(bytes, 65_536))).encoding).toBe('windows-1252')
})

test.each([
  ['a workbook', [0x50, 0x4b, 0x03, 0x04], /Excel workbook/],
  ['an archive', [0x1f, 0x8b, 0x08], /gzip/],
  ['a PDF', [0x25, 0x50, 0x44, 0x46], /PDF/],
])('%s is refused by its name', async (_name, head, message) => {
  await expect(findEncoding('list.csv', chunks(Buffer.from(head), 100))).rejects.toThrow(message)
})
