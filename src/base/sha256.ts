// SHA-256 (FIPS 180-4), synchronous and free of Node: the pure floors hash too, and the gate may not wait.
// Proven against the standard's vectors and node:crypto in the test.
const constants = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]
const start = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]

// A DataView gives plain numbers where an array gives "number or undefined", and that test costs as much as the sums.
// One scratch for all: this is synchronous, and every conversation is hashed.
const K = new DataView(Uint32Array.from(constants).buffer)
const isLittle = K.getUint32(0, true) === constants[0]
const words = new DataView(new ArrayBuffer(256))
const state = new DataView(new ArrayBuffer(32))
const encoder = new TextEncoder()
let room = new Uint8Array(1 << 16)

/** The padded message, at the beginning of `room`; how many bytes it has. */
function fill(text: string): number {
  // A code unit becomes three bytes at most.
  const most = text.length * 3 + 72
  if (most > room.length) room = new Uint8Array(most * 2)
  const { written } = encoder.encodeInto(text, room)
  const length = (((written + 8) >> 6) + 1) << 6
  room.fill(0, written, length)
  room[written] = 0x80
  const view = new DataView(room.buffer)
  view.setUint32(length - 8, Math.floor(written / 0x20000000))
  view.setUint32(length - 4, (written << 3) >>> 0)
  return length
}

function schedule(view: DataView, offset: number): void {
  for (let i = 0; i < 64; i += 4) words.setInt32(i, view.getInt32(offset + i), true)
  for (let i = 64; i < 256; i += 4) {
    const near = words.getInt32(i - 8, true)
    const far = words.getInt32(i - 60, true)
    const s0 = ((far >>> 7) | (far << 25)) ^ ((far >>> 18) | (far << 14)) ^ (far >>> 3)
    const s1 = ((near >>> 17) | (near << 15)) ^ ((near >>> 19) | (near << 13)) ^ (near >>> 10)
    words.setInt32(i, (words.getInt32(i - 64, true) + s0 + words.getInt32(i - 28, true) + s1) | 0, true)
  }
}

const add = (at: number, value: number): void => state.setInt32(at, (state.getInt32(at) + value) | 0)

function compress(): void {
  let a = state.getInt32(0)
  let b = state.getInt32(4)
  let c = state.getInt32(8)
  let d = state.getInt32(12)
  let e = state.getInt32(16)
  let f = state.getInt32(20)
  let g = state.getInt32(24)
  let h = state.getInt32(28)
  for (let i = 0; i < 256; i += 4) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K.getInt32(i, isLittle) + words.getInt32(i, true)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  add(0, a)
  add(4, b)
  add(8, c)
  add(12, d)
  add(16, e)
  add(20, f)
  add(24, g)
  add(28, h)
}

/** The SHA-256 of the UTF-8 bytes of `text`, as 64 lower-case hex digits. */
export function sha256(text: string): string {
  const length = fill(text)
  const view = new DataView(room.buffer)
  start.forEach((word, at) => state.setUint32(at * 4, word))
  for (let offset = 0; offset < length; offset += 64) {
    schedule(view, offset)
    compress()
  }
  let digits = ''
  for (let at = 0; at < 32; at += 4) digits += state.getUint32(at).toString(16).padStart(8, '0')
  return digits
}
