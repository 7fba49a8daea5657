import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dvcConfig } from './dvc-config.ts'
import { dvcListing } from './dvc-listing.ts'
import { dvcOuts } from './dvc-pointer.ts'
import { SourceError } from './errors.ts'

const md5 = 'b202f333fba4fd38d4b8e5e693077aab'
const plain = { path: 'x.csv', place: 'data/x.csv', md5, isFolder: false, isLegacy: false, bytes: 10, remote: null }
const refusedWith = (code: string) => expect.objectContaining({ name: 'SourceError', code })

describe('dvcOuts', () => {
  it('reads a pointer of DVC 3', () => {
    expect(dvcOuts(`outs:\n- md5: ${md5}\n  size: 10\n  hash: md5\n  path: x.csv\n`, 'data/x.csv.dvc')).toEqual([plain])
  })

  it('tells a pointer of DVC 2 by the hash that it does not name', () => {
    expect(dvcOuts(`outs:\n- md5: ${md5}\n  size: 10\n  path: x.csv\n`, 'data/x.csv.dvc')).toEqual([{ ...plain, isLegacy: true }])
  })

  it('tells a folder by its md5, and a remote by its name', () => {
    const text = `outs:\n- md5: ${md5}.dir\n  size: 10\n  nfiles: 2\n  hash: md5\n  path: dir\n  remote: other\n`
    expect(dvcOuts(text, 'data/dir.dvc')).toEqual([{ ...plain, path: 'dir', place: 'data/dir', isFolder: true, remote: 'other' }])
  })

  it('reads an md5 that YAML could take for a number', () => {
    const digits = '12345678901234567890123456789012'
    expect(dvcOuts(`outs:\n- md5: ${digits}\n  hash: md5\n  path: x.csv\n`, 'x.csv.dvc').map((out) => out.md5)).toEqual([digits])
    const exponent = '1234567890e123456789012345678901'
    expect(dvcOuts(`outs:\n- md5: ${exponent}\n  hash: md5\n  path: x.csv\n`, 'x.csv.dvc').map((out) => out.md5)).toEqual([exponent])
  })

  it('resolves paths from the working folder of the pointer', () => {
    expect(dvcOuts(`wdir: ../raw\nouts:\n- md5: ${md5}\n  path: x.csv\n`, 'data/x.dvc').map((out) => out.place)).toEqual(['raw/x.csv'])
  })

  it('has the outputs of all stages of a lock', () => {
    const out = (name: string) => `    - path: ${name}\n      hash: md5\n      md5: ${md5}\n      size: 10\n`
    const text = `schema: '2.0'\nstages:\n  a:\n    cmd: x\n    outs:\n${out('x.csv')}  b:\n    cmd: y\n  c:\n    cmd: z\n    outs:\n${out('y.csv')}`
    expect(dvcOuts(text, 'ml/dvc.lock').map(({ path, place }) => [path, place])).toEqual([
      ['x.csv', 'ml/x.csv'],
      ['y.csv', 'ml/y.csv'],
    ])
  })

  it('leaves an output without an md5 without one', () => {
    expect(dvcOuts('outs:\n- etag: abc\n  path: x.csv\n', 'x.csv.dvc').map((out) => out.md5)).toEqual([null])
  })

  it.each([
    ['a tab', 'outs:\n\t- path: x'],
    ['a text', 'hello'],
    ['nothing', ''],
    ['no outputs', 'outs: []'],
    ['an output without a path', `outs:\n- md5: ${md5}\n`],
    ['an md5 that is none', 'outs:\n- md5: ../../../etc/passwd\n  path: x.csv\n'],
    ['an md5 in capitals', `outs:\n- md5: ${md5.toUpperCase()}\n  path: x.csv\n`],
    ['an absolute path', `outs:\n- md5: ${md5}\n  path: /etc/passwd\n`],
    ['a path that leaves the repository', `outs:\n- md5: ${md5}\n  path: ../../x.csv\n`],
    ['a working folder that leaves the repository', `wdir: ../..\nouts:\n- md5: ${md5}\n  path: x.csv\n`],
    ['an output on a server', `outs:\n- md5: ${md5}\n  path: s3://bkt/x.csv\n`],
    ['aliases without end', `a: &a [x, x]\nb: &b [*a, *a]\nc: [${'*b, '.repeat(100)}*b]\nouts: []`],
  ])('refuses a pointer with %s', (_, text) => {
    expect(() => dvcOuts(text, 'data/x.csv.dvc')).toThrow(refusedWith('POINTER_INVALID'))
  })

  it('answers any text with outputs or its one code', () => {
    const pieces = fc.constantFrom(
      'outs:',
      '\n',
      '- ',
      '  ',
      'md5: ',
      md5,
      'path: ',
      'x',
      '&a ',
      '*a',
      '{',
      '[',
      '"',
      '!!js ',
      '\t',
      '..',
      '/',
      ': ',
      '%',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(texts, fc.constantFrom('x.dvc', 'dvc.lock'), (text, pointer) => {
        try {
          return Array.isArray(dvcOuts(text, pointer))
        } catch (error) {
          return error instanceof SourceError && error.code === 'POINTER_INVALID'
        }
      }),
      { numRuns: 2000, seed: 4 },
    )
  })

  it('refuses a lock without stages', () => {
    expect(() => dvcOuts('make:\n  cmd: x\n', 'dvc.lock')).toThrow('dvc.lock is no pointer of DVC: stages is not what it should be')
  })
})

describe('dvcListing', () => {
  it('has path and md5 of each file', () => {
    expect(dvcListing(`[{"md5": "${md5}", "relpath": "s/b.csv"}]`, 'data/dir')).toEqual([{ path: 's/b.csv', md5 }])
  })

  it.each(['', '{}', '[{"relpath": "x"}]', `[{"md5": "../x", "relpath": "x"}]`])('refuses %j', (text) => {
    expect(() => dvcListing(text, 'data/dir')).toThrow(refusedWith('POINTER_INVALID'))
  })

  it.each(['../x.csv', '/x.csv', 'a/../../x.csv', ''])('refuses a file at %j', (relpath) => {
    expect(() => dvcListing(JSON.stringify([{ md5, relpath }]), 'data/dir')).toThrow(refusedWith('FILE_UNSAFE'))
  })
})

describe('dvcConfig', () => {
  it('reads remotes, the default one and the cache, the local file over the shared one', () => {
    const shared = `# ours\n[core]\n    remote = store\n    autostage = true\n['remote "store"']\n    url = ../../remote\n['remote "s3r"']\n    url = s3://bkt/pre\n    endpointurl = http://127.0.0.1:1\n`
    const local = `[core]\r\n    remote = "s3r"\r\n[cache]\r\n    dir = ../big\r\n['remote "s3r"']\r\n    region = eu-west-1\r\n`
    expect(dvcConfig([shared, local])).toEqual({
      defaultRemote: 's3r',
      remotes: { store: { url: '../../remote' }, s3r: { url: 's3://bkt/pre', endpointurl: 'http://127.0.0.1:1', region: 'eu-west-1' } },
      cacheDir: '../big',
    })
  })

  it('of nothing has nothing', () => {
    expect(dvcConfig(['', ';x\ny'])).toEqual({ defaultRemote: null, remotes: {}, cacheDir: null })
  })
})
