import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanPickle } from './scan-pickle.ts'

const scan = (text: string) => scanPickle(Uint8Array.from(Buffer.from(text, 'latin1')))
const short = (text: string) => `\x8c${String.fromCharCode(text.length)}${text}`

describe('scanPickle', () => {
  it('names what a pickle of the first protocol calls', () => {
    expect(scan("cos\nsystem\n(S'ls'\ntR.")).toEqual({ imports: ['os.system'], dangerous: ['os.system'], calls: 1, complete: true })
  })

  it('counts an instance by INST as an import and a call', () => {
    expect(scan("(S'ls'\nios\nsystem\n.")).toEqual({ imports: ['os.system'], dangerous: ['os.system'], calls: 1, complete: true })
  })

  it('follows the names of STACK_GLOBAL through the memo', () => {
    const direct = `\x80\x04${short('os')}\x94${short('system')}\x94\x93.`
    const remembered = `\x80\x04${short('os')}\x94${short('system')}\x940h\x00h\x01\x93.`
    expect([scan(direct).imports, scan(remembered).imports]).toEqual([['os.system'], ['os.system']])
  })

  it('calls a name dangerous that is computed, or registered as an extension', () => {
    const computed = `\x80\x04${short('os')}]\x93.`
    expect([scan(computed), scan('\x80\x02\x82\x05.')]).toEqual([
      { imports: ['os.?'], dangerous: ['os.?'], calls: 0, complete: true },
      { imports: ['?'], dangerous: ['?'], calls: 0, complete: true },
    ])
  })

  it.each([
    ['builtins', 'eval', true],
    ['builtins', 'set', false],
    ['os.path', 'join', true],
    ['osmium', 'read', false],
    ['torch.hub', 'load', true],
    ['torch', 'FloatStorage', false],
    ['functools', 'partial', false],
    ['sklearn.linear_model._logistic', 'LogisticRegression', false],
  ])('judges %s.%s: dangerous %s', (module, name, dangerous) => {
    expect(scan(`c${module}\n${name}\n.`).dangerous).toEqual(dangerous ? [`${module}.${name}`] : [])
  })

  it('walks through several pickles in one file', () => {
    expect(scan('cos\nsystem\n.\x80\x02csys\nexit\n.').imports).toEqual(['os.system', 'sys.exit'])
  })

  it('searches the rest for names where the bytes are no opcode', () => {
    const hidden = `\x80\x04N\xff\xff\xff${short('os')}\x94${short('system')}\x94\x93 csubprocess\ncall\n`
    expect(scan(hidden)).toEqual({
      imports: ['subprocess.call', 'os.system'],
      dangerous: ['subprocess.call', 'os.system'],
      calls: 0,
      complete: false,
    })
  })

  it('is not complete where a length reaches behind the end', () => {
    expect([scan('\x80\x04X\xff\xff\xff\xffa').complete, scan('\x80\x04\x8d\xff\xff\xff\xff\xff\xff\xff\xff').complete]).toEqual([false, false])
  })

  it('comes to an answer for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { imports, dangerous, calls } = scanPickle(bytes)
        return imports.length >= dangerous.length && calls >= 0
      }),
    )
  })
})
