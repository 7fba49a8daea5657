import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { picklesIn } from './pickles-in.ts'

/** Made by Python itself: fixtures/make_pickles.py. */
const files: Record<string, string> = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/pickles.json'), 'utf8'))
const bytesOf = (name: string) => Uint8Array.from(Buffer.from(files[name] ?? '', 'base64'))

const weights = ['collections.OrderedDict', 'torch._utils._rebuild_tensor_v2', 'torch.FloatStorage']
const arrays = ['joblib.numpy_pickle.NumpyArrayWrapper', 'numpy.ndarray', 'numpy.dtype']

describe('picklesIn', () => {
  it.each([0, 1, 2, 3, 4, 5])('finds a command in a pickle of protocol %i', (protocol) => {
    expect(picklesIn(bytesOf(`command_${protocol}`))).toEqual({
      title: 'a Python pickle',
      findings: { imports: ['posix.system'], dangerous: ['posix.system'], calls: 1, complete: true },
    })
  })

  it.each([
    ['torch_stored', 'a PyTorch archive of pickles', weights, [], 3, true],
    ['torch_deflated', 'a PyTorch archive of pickles', weights, [], 3, true],
    ['torch_legacy', 'an old PyTorch file of pickles', weights, [], 3, false],
    ['joblib', 'a joblib pickle', [...arrays, 'posix.system'], ['posix.system'], 4, false],
    ['joblib_zlib', 'a Python pickle in a zlib stream (joblib)', [...arrays, 'posix.system'], ['posix.system'], 4, false],
    ['gzip', 'a Python pickle in a gzip stream', ['posix.system'], ['posix.system'], 1, true],
    ['numbers', 'a Python pickle', [], [], 0, true],
  ])('lists what reading %s would import and call', (name, title, imports, dangerous, calls, complete) => {
    expect(picklesIn(bytesOf(name))).toEqual({ title, findings: { imports, dangerous, calls, complete } })
  })

  it('holds a pickle that is cut off for a pickle still, and searches what is left', () => {
    const cut = bytesOf('command_4').subarray(0, -4)
    expect(picklesIn(cut)?.findings).toEqual({ imports: ['posix.system'], dangerous: ['posix.system'], calls: 0, complete: false })
  })

  it('calls dangerous what the archive hides: a pickle in it that cannot be unpacked', () => {
    const archive = bytesOf('torch_deflated')
    const data = archive.indexOf(0x2e, 30)
    archive.fill(0xff, data + 4, data + 12)
    expect(picklesIn(archive)?.findings).toEqual({ imports: ['?'], dangerous: ['?'], calls: 0, complete: false })
  })

  it.each([
    ['text', 'hello, world.'],
    ['a text that begins like an import', 'cats and dogs\nare no module\n'],
    ['JSON', '{"a": 1}'],
    ['an archive without a pickle', 'PK\x03\x04'],
    ['a gzip stream that is cut off', '\x1f\x8b\x08\x00'],
    ['nothing', ''],
  ])('leaves %s alone', (_what, text) => {
    expect(picklesIn(Uint8Array.from(Buffer.from(text, 'latin1')))).toBe(null)
  })
})
