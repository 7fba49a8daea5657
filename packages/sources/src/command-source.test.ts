import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestOf } from './fixtures/digest-of.ts'
import { failureOf } from './fixtures/failure-of.ts'
import { type Scratch, scratch } from './fixtures/scratch.ts'
import { type TestPorts, testPorts } from './fixtures/test-ports.ts'
import { openSources, type Sources } from './sources.ts'

let folder: Scratch
let ports: TestPorts
let sources: Sources

beforeEach(async () => {
  folder = await scratch({
    'work/fetch.sh': 'echo run >> runs\nmkdir -p "$OUT/s"\nprintf "a\\n1\\n" > "$OUT/x.csv"\nprintf y > "$OUT/s/y.csv"\necho progress\n',
  })
  ports = testPorts(folder.path, { environment: { PATH: process.env.PATH, COLOUR: 'red' } })
  sources = openSources(ports)
})
afterEach(() => folder[Symbol.asyncDispose]())

const runs = async () => (await readFile(path.join(folder.path, 'work/runs'), 'utf8')).trim().split('\n').length

describe('a command that fetches files', () => {
  it('lists what it leaves in $OUT, with digests, in the order of their names', async () => {
    expect(await sources.list('command:sh fetch.sh')).toEqual([
      { uri: 'command:sh fetch.sh #out:s/y.csv', name: 's/y.csv', bytes: 1, version: null, sha256: digestOf('y') },
      { uri: 'command:sh fetch.sh #out:x.csv', name: 'x.csv', bytes: 4, version: null, sha256: digestOf('a\n1\n') },
    ])
  })

  it('runs once for all its files, and never where they are in the cache', async () => {
    const files = await sources.list('command:sh fetch.sh')
    const wanted = files.map(({ uri, name, sha256, bytes }) => ({ uri, name, digest: sha256, bytes }))
    const contents = await Promise.all(wanted.map(async (one) => await readFile((await sources.fetch(one)).path, 'utf8')))
    await Promise.all(wanted.map((one) => openSources(ports).fetch(one)))
    expect([contents, await runs()]).toEqual([['y', 'a\n1\n'], 1])
  })

  it('runs again in a later process for a file that the cache lost', async () => {
    const wanted = { uri: 'command:sh fetch.sh #out:x.csv', name: 'x.csv', digest: digestOf('a\n1\n'), bytes: 4 }
    expect((await sources.fetch(wanted)).digest).toBe(wanted.digest)
    expect(await runs()).toBe(1)
  })

  it('leaves nothing but the files in the cache', async () => {
    await sources.list('command:sh fetch.sh')
    expect(await readdir(path.join(ports.cacheFolder, 'commands'))).toEqual([])
  })

  it('has the environment that is handed in, and no other', async () => {
    expect((await sources.list('command:echo "$COLOUR-$HOME" > $OUT/a.csv')).map(({ sha256 }) => sha256)).toEqual([digestOf('red-\n')])
  })

  it.each([
    ['a link', 'ln -s /etc/passwd $OUT/x.csv'],
    ['a name that does not print', `touch "$OUT/$(printf 'a\\001b')"`],
    ['a pipe', 'mkfifo $OUT/x.csv'],
  ])('is refused where it leaves %s', async (_, run) => {
    expect((await failureOf(sources.list(`command:${run}`))).code).toBe('FILE_UNSAFE')
  })

  it('is refused where it makes other bytes than the lock names, or no such file', async () => {
    const wanted = { uri: 'command:sh fetch.sh #out:x.csv', name: 'x.csv', digest: digestOf('other'), bytes: null }
    expect((await failureOf(sources.fetch(wanted))).code).toBe('SOURCE_CHANGED')
    expect((await failureOf(sources.fetch({ ...wanted, uri: 'command:sh fetch.sh #out:z.csv' }))).code).toBe('SOURCE_NOT_FOUND')
  })
})

describe('a command that prints rows', () => {
  it.each([
    ['rows.csv', 'printf "a,b\\n1,2\\n"', 'a,b\n1,2\n'],
    ['rows.jsonl', `printf '{"a":1}\\n'`, '{"a":1}\n'],
    ['rows.jsonl', `printf '\\n {"a":1}\\n'`, '\n {"a":1}\n'],
  ])('makes %s of %s', async (name, run, content) => {
    expect(await sources.list(`command:${run}`)).toEqual([
      { uri: `command:${run} #out:${name}`, name, bytes: content.length, version: null, sha256: digestOf(content) },
    ])
  })

  it('is refused where it prints nothing', async () => {
    expect((await failureOf(sources.list('command:true'))).code).toBe('SOURCE_EMPTY')
  })
})

describe('a command that fails', () => {
  it('is refused with what it said last, and none of its files is kept', async () => {
    const failure = await failureOf(sources.list('command:echo x > $OUT/x.csv; echo no network >&2; exit 7'))
    expect([failure.code, failure.message]).toEqual([
      'SOURCE_COMMAND_FAILED',
      'command:echo x > $OUT/x.csv; echo no network >&2; exit 7 ended with exit code 7:\nno network',
    ])
    expect(await sources.cached(digestOf('x\n'))).toBeNull()
  })

  it('is refused where it was stopped', async () => {
    expect((await failureOf(sources.list('command:kill -9 $$'))).message).toMatch(/ was stopped, or took more than an hour$/)
  })
})
