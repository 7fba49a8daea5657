import type { Section } from '@seaworthy/record'
import type { VerifiedVersion } from '@seaworthy/registry'
import { describe, expect, it } from 'vitest'
import type { LockedDataset } from './locked-data.ts'
import { productionTraining } from './production-training.ts'

const digestOf = (letter: string) => `sha256:${letter.repeat(64)}` as const
const artifact = (name: string, letter: string, role = 'data:train') => ({ role, name, digest: digestOf(letter), bytes: 1, locations: [] })
const file = (name: string) => ({ path: `/data/${name}`, name })
const window = { time: 't', after: null, until: '2024-02-01T00:00:00' }

function locked(...names: readonly [string, string][]): ReadonlyMap<string, LockedDataset> {
  const train = { files: names.map(([name]) => file(name)), artifacts: names.map(([name, letter]) => artifact(name, letter)), window: null }
  return new Map([['train', train as unknown as LockedDataset]])
}

function version(...consumed: readonly ReturnType<typeof artifact>[]): VerifiedVersion {
  const train = { consumed, body: { data: { rows: 3, window } } } as unknown as Section<'train'>
  return { record: { sections: { train } } } as unknown as VerifiedVersion
}

describe('productionTraining', () => {
  it('gives the files that production read, as far back as it read them', () => {
    const found = productionTraining(version(artifact('a.csv', 'a'), artifact('b.csv', 'b')), locked(['a.csv', 'a'], ['b.csv', 'b'], ['c.csv', 'c']))
    expect([found?.files, found?.window]).toEqual([[file('a.csv'), file('b.csv')], window])
  })

  it.each([
    ['a file has other bytes by now', version(artifact('a.csv', 'b')), locked(['a.csv', 'a'])],
    ['a file is no longer locked', version(artifact('a.csv', 'a'), artifact('b.csv', 'b')), locked(['a.csv', 'a'])],
    ['its record names no data', version(artifact('params.yaml', 'a', 'params')), locked(['a.csv', 'a'])],
    ['it was imported', { record: { sections: { train: undefined } } } as unknown as VerifiedVersion, locked(['a.csv', 'a'])],
    ['nothing is trained here', version(artifact('a.csv', 'a')), new Map()],
  ])('is not known where %s', (_why, production, datasets) => {
    expect(productionTraining(production, datasets)).toBeNull()
  })
})
