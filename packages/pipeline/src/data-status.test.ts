import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseLock, serializeLock } from '@seaworthy/config'
import { digestOf } from '@seaworthy/record'
import { afterAll, describe, expect, it } from 'vitest'
import { dataStatus, fetchLocked } from './data-status.ts'
import { realEngines } from './fixtures/engines.ts'
import { codeOf, lineOver } from './fixtures/line.ts'
import { lockedFile, orders, ordersConfig, ordersFiles, ordersRepository } from './fixtures/orders-repository.ts'
import { remoteData } from './fixtures/remote-data.ts'
import { checkLock, writeLock } from './lock.ts'
import { text } from './repository-files.ts'

const engines = realEngines()
afterAll(() => engines[Symbol.asyncDispose]())

const store = 's3://orders/2026/*.csv'
const [january, february] = [orders(0, 40), orders(100, 40)]
const remoteFile = (name: string, content: string) => ({ ...lockedFile(name, content), uri: `s3://orders/${name}?version=1` })

/** Training data in a store, test data in the repository, both locked; the store holds what it is given. */
async function place(held: Readonly<Record<string, string>>) {
  const files = ordersFiles(ordersConfig({ train: `source: "${store}", label: paid`, test: 'source: "data/te*.csv", label: paid' }))
  const lock = serializeLock({
    version: 1,
    sources: [
      { source: store, files: [remoteFile('2026/01.csv', january), remoteFile('2026/02.csv', february)] },
      { source: 'data/te*.csv', files: [lockedFile('data/test.csv', orders(1000, 20))] },
    ],
  })
  const repo = await ordersRepository('', { ...files, 'seaworthy.lock': null })
  await repo.write({ 'seaworthy.lock': lock })
  const remote = await remoteData({ root: repo.root, source: store, held })
  const line = { ...lineOver(repo, { sha: repo.first, engines: engines.ofRun() }), data: remote.data }
  const states = async () =>
    Object.fromEntries(
      (await dataStatus(line)).map(({ source, files: found }) => [source, found.map(({ name, state, rows }) => [name, state, rows])]),
    )
  return { repo, line, remote, states }
}

describe('dataStatus', () => {
  it('tells what is locked and not fetched from what is here, and fetches nothing', async () => {
    const { repo, line, remote, states } = await place({ '2026/01.csv': january, '2026/02.csv': february })
    await using _ = repo
    const withRemote = (state: string) => ({
      [store]: [
        ['2026/01.csv', state, 40],
        ['2026/02.csv', state, 40],
      ],
      'data/te*.csv': [['data/test.csv', 'here', 20]],
    })
    expect(await states()).toEqual(withRemote('absent'))
    expect(remote.fetched).toEqual([])
    expect(await fetchLocked(line)).toEqual({ files: 3, bytes: january.length + february.length + orders(1000, 20).length })
    expect(await states()).toEqual(withRemote('here'))
  })

  it('tells what is new, what has gone, what has moved and what has other bytes', async () => {
    const { repo, remote, states } = await place({ '2026/01.csv': january, '2026/03.csv': orders(200, 10) })
    await using _ = repo
    remote.version = 2
    await repo.write({ 'data/test.csv': 'id,customer,amount,paid\n', 'data/test-2.csv': orders(3000, 5) })
    expect(await states()).toEqual({
      [store]: [
        ['2026/01.csv', 'changed', 40],
        ['2026/02.csv', 'gone', 40],
        ['2026/03.csv', 'new', null],
      ],
      'data/te*.csv': [
        ['data/test-2.csv', 'new', null],
        ['data/test.csv', 'changed', 20],
      ],
    })
  })

  it('takes the files of a locked source that is no more for gone; of one that cannot be asked, or was never locked, it tells nothing', async () => {
    const { repo, line } = await place({})
    await using _ = repo
    const refusing = (refused: string, code: string) => {
      const list = async (asked: string) => {
        if (asked === refused) throw Object.assign(new Error('refused'), { code })
        return await line.data.list(asked)
      }
      return { ...line, data: { ...line.data, list } }
    }
    const found = await dataStatus(refusing(store, 'SOURCE_NOT_FOUND'))
    expect(found.find(({ source }) => source === store)?.files.map(({ name, state }) => [name, state])).toEqual([
      ['2026/01.csv', 'gone'],
      ['2026/02.csv', 'gone'],
    ])
    expect(await codeOf(dataStatus(refusing(store, 'SOURCE_UNREACHABLE')))).toBe('SOURCE_UNREACHABLE')
    const test = 'source: "data/te*.csv", label: paid'
    await repo.write({ 'seaworthy.yml': ordersConfig({ train: 'source: data/none.csv, label: paid', test }) })
    expect(await codeOf(dataStatus(refusing('data/none.csv', 'SOURCE_NOT_FOUND')))).toBe('SOURCE_NOT_FOUND')
  })

  it('names a source that the configuration has and no lock, and one of the lock that no configuration has', async () => {
    const { repo, states } = await place({ '2026/01.csv': january, '2026/02.csv': february })
    await using _ = repo
    const test = 'source: "data/te*.csv", label: paid'
    await repo.write({ 'seaworthy.yml': ordersConfig({ train: 'source: data/train.csv, label: paid', test }) })
    const found = await states()
    expect([Object.keys(found).toSorted(), found['data/train.csv']]).toEqual([
      ['data/te*.csv', 'data/train.csv', store],
      [['data/train.csv', 'new', null]],
    ])
  })

  it('needs a lock', async () => {
    const { repo, line } = await place({})
    await using _ = repo
    await rm(path.join(repo.root, 'seaworthy.lock'))
    expect([await codeOf(dataStatus(line)), await codeOf(fetchLocked(line))]).toEqual(['LOCK_MISSING', 'LOCK_MISSING'])
  })
})

describe('fetchLocked', () => {
  it('refuses a file of the repository that is not here, or has other bytes', async () => {
    const { repo, line } = await place({ '2026/01.csv': january, '2026/02.csv': february })
    await using _ = repo
    await writeFile(path.join(repo.root, 'data/test.csv'), 'id\n1\n')
    await expect(fetchLocked(line)).rejects.toMatchObject({
      code: 'DATA_CHANGED',
      message: `data/test.csv has digest ${digestOf('id\n1\n')}; seaworthy.lock says ${digestOf(orders(1000, 20))}`,
    })
    await rm(path.join(repo.root, 'data/test.csv'))
    expect(await codeOf(fetchLocked(line))).toBe('DATA_MISSING')
  })

  it('never gives out other bytes of a remote file', async () => {
    const { repo, line } = await place({ '2026/01.csv': january, '2026/02.csv': february.replace('101', '999') })
    await using _ = repo
    expect(await codeOf(fetchLocked(line))).toBe('SOURCE_CHANGED')
  })
})

describe('the lock of a remote source', () => {
  it('names address, digest, size and rows of each file, and holds while only new files appear', async () => {
    const { repo, line, remote } = await place({ '2026/01.csv': january })
    await using _ = repo
    expect(await writeLock(line)).toEqual({ changed: true, files: 2 })
    const lock = parseLock(text((await line.files.read(`${repo.root}/seaworthy.lock`)) ?? new Uint8Array()), 'seaworthy.lock')
    expect(lock.sources.find(({ source }) => source === store)?.files).toEqual([remoteFile('2026/01.csv', january)])
    remote.held['2026/02.csv'] = february
    expect(await checkLock(line)).toEqual({ files: 2, unlocked: [] })
  })

  it('is not written for a source in which there is nothing', async () => {
    const { repo, line } = await place({})
    await using _ = repo
    await expect(writeLock(line)).rejects.toMatchObject({ code: 'DATA_MISSING', message: `no file matches ${store}` })
  })
})
