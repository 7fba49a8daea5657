import { digestOf } from '@seaworthy/record'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Contracts } from './contracts.ts'
import { realEngines } from './fixtures/engines.ts'
import { codeOf, lineOver } from './fixtures/line.ts'
import { tinyModel, tinySources } from './fixtures/tiny-plan.ts'
import { base, edited, type TinyRepository, tinyRepository } from './fixtures/tiny-repository.ts'
import { checkLock, writeLock } from './lock.ts'
import { datasetDigest, datasetNamed, lockedDatasets } from './locked-data.ts'
import { text } from './repository-files.ts'

const engines = realEngines()
let repo: TinyRepository & { readonly first: string }
beforeAll(async () => {
  repo = await tinyRepository()
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

const line = () => lineOver(repo, { sha: repo.first, engines })
async function datasets(yaml?: string, lock = tinySources().lock) {
  const contracts = await Contracts.of(line(), { tree: repo.first, base: null, name: 'tiny' })
  return lockedDatasets(line(), { model: tinyModel(yaml), lock, session: await engines.session(), contracts })
}
const inConfig = (from: string, to: string) => edited('seaworthy.yml', from, to)['seaworthy.yml']

/** Puts other bytes in a file for as long as a check takes. */
async function withFile<T>(name: string, content: string | null, act: () => Promise<T>): Promise<T> {
  await repo.write({ [name]: content })
  try {
    return await act()
  } finally {
    await repo.write({ [name]: base[name] ?? null })
  }
}

describe('lockedDatasets', () => {
  it('gives each dataset exactly the locked files and the window that its rule means', async () => {
    const found = await datasets()
    const windows = [...found.values()].map(({ plan, window, artifacts }) => ({ name: plan.name, window, roles: artifacts.map(({ role }) => role) }))
    expect(windows).toEqual([
      { name: 'test', window: { time: 'date', after: '2024-04-01T00:00:00', until: '2024-05-01T00:00:00' }, roles: Array(4).fill('data:test') },
      { name: 'train', window: { time: 'date', after: null, until: '2024-04-01T00:00:00' }, roles: Array(4).fill('data:train') },
    ])
    expect(found.get('test')?.artifacts.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['data/2024-01.csv', 54200],
      ['data/2024-02.csv', 50649],
      ['data/2024-03.csv', 54179],
      ['data/2024-04.csv', 52425],
    ])
  })

  it('names a test set by its files, window and label', async () => {
    const digestWith = async (yaml?: string) => datasetDigest(datasetNamed(await datasets(yaml), 'test', 'tiny'))
    const here = await digestWith()
    expect([await digestWith(), await digestWith(inConfig('last 1 month', 'last 2 month'))].map((digest) => digest === here)).toEqual([true, false])
  })

  it('refuses a file that is locked and not here, and one with other bytes', async () => {
    expect(await withFile('data/2024-02.csv', null, () => codeOf(datasets()))).toBe('DATA_MISSING')
    const changed = (base['data/2024-02.csv'] ?? '').replace('ABC,1', 'ABC,0')
    expect(await withFile('data/2024-02.csv', changed, () => codeOf(datasets()))).toBe('DATA_CHANGED')
  })

  it('refuses a source that no lock names, and a dataset that nobody defines', async () => {
    expect(await codeOf(datasets(undefined, { version: 1, sources: [] }))).toBe('SOURCE_NOT_LOCKED')
    expect(await codeOf(datasets().then((found) => datasetNamed(found, 'holdout', 'tiny')))).toBe('DATASET_UNDEFINED')
  })

  it.each([
    ['all rows', 'window: before test', 'window: all'],
    ['the last months', 'window: before test', 'window: last 3 month'],
  ])('refuses training on %s, which reach into the test window', async (_what, from, to) => {
    expect(await codeOf(datasets(inConfig(from, to)))).toBe('WINDOWS_OVERLAP')
  })
})

describe('the hold-out rule', () => {
  const windowsOf = async (yaml: string | undefined) =>
    [...(await datasets(yaml)).values()].map(({ plan, window }) => [plan.name, window?.after, window?.until])

  it('leaves out of the training what an embargo keeps away from the test window', async () => {
    expect(await windowsOf(inConfig('window: last 1 month,', 'window: last 1 month, embargo: 7d,'))).toEqual([
      ['test', '2024-04-01T00:00:00', '2024-05-01T00:00:00'],
      ['train', null, '2024-03-25T00:00:00'],
    ])
  })

  it('ends the test window before the rows whose labels are not final yet', async () => {
    expect(await windowsOf(inConfig('window: last 1 month,', 'window: last 2 week, mature: 10d,'))).toEqual([
      ['test', '2024-04-07T00:00:00', '2024-04-21T00:00:00'],
      ['train', null, '2024-04-07T00:00:00'],
    ])
  })
})

describe('the lock', () => {
  it('is written as it was committed, and again without a change', async () => {
    await withFile('seaworthy.lock', 'version: 1\nsources: {}\n', async () => {
      expect(await writeLock(line())).toEqual({ changed: true, files: 4 })
      expect(text((await line().files.read(`${repo.root}/seaworthy.lock`)) ?? new Uint8Array())).toBe(base['seaworthy.lock'])
      expect(await writeLock(line())).toEqual({ changed: false, files: 4 })
    })
  })

  it('holds while new files only arrive, and tells which are not in it', async () => {
    expect(await withFile('data/2024-05.csv', 'date,distance,hour,origin,late\n', () => checkLock(line()))).toEqual({
      files: 4,
      unlocked: ['data/2024-05.csv'],
    })
  })

  it('is stale with every file that is missing or changed', async () => {
    await withFile('data/2024-01.csv', null, () =>
      withFile('data/2024-03.csv', 'date\n', async () => {
        await expect(checkLock(line())).rejects.toMatchObject({
          code: 'LOCK_STALE',
          message: expect.stringContaining(`data/2024-01.csv is missing; data/2024-03.csv has ${digestOf('date\n')}`),
        })
      }),
    )
    expect(await withFile('seaworthy.lock', null, () => codeOf(checkLock(line())))).toBe('LOCK_MISSING')
  })
})
