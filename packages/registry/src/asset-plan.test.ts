import { digestOf } from '@seaworthy/record'
import { expect, it } from 'vitest'
import { type FoundAsset, planAssets } from './asset-plan.ts'

const found = (name: string, text: string | null): FoundAsset => ({
  asset: { id: 1, name, bytes: text?.length ?? 0, digest: null, state: text === null ? 'starter' : 'uploaded' },
  digest: text === null ? null : digestOf(text),
})
const wanted = (name: string, text: string) => ({ name, digest: digestOf(text) })

it('keeps what is right, uploads what is missing, replaces what was cut off or differs, removes what does not belong', () => {
  const plan = planAssets(
    [found('right', 'r'), found('cut', null), found('other', 'x'), found('stray', 's')],
    [wanted('right', 'r'), wanted('cut', 'c'), wanted('other', 'o'), wanted('missing', 'm')],
  )
  expect(plan.remove.map(({ asset }) => asset.name)).toEqual(['cut', 'other', 'stray'])
  expect(plan.upload.map(({ name }) => name)).toEqual(['cut', 'other', 'missing'])
})

it('finds nothing to do in a complete draft', () => {
  expect(planAssets([found('a', '1')], [wanted('a', '1')])).toEqual({ remove: [], upload: [] })
})
