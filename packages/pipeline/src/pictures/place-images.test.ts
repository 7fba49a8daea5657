import { describe, expect, it } from 'vitest'
import { lockedImages } from './locked-images.ts'
import { hiddenImages } from './place-images.ts'

const named = (...names: string[]) => names.map((name) => ({ name, path: name.startsWith('/') ? name : `/repo/${name}` }))
const images = (...names: string[]) => lockedImages({ source: 'data/**', files: named(...names) }, { read: async () => null })

describe('hiddenImages', () => {
  it('hides the folders of images below the repository, and files of the cache or of its root one by one', () =>
    expect(hiddenImages({ images: images('data/masks/a.png', 'data/masks/b.png', 'c.png', '/cache/5f') }, '/repo')).toEqual([
      '/repo/data/masks',
      '/repo/c.png',
      '/cache/5f',
    ]))

  it('hides nothing where the data declare no images', () => expect(hiddenImages({}, '/repo')).toEqual([]))
})

describe('lockedImages', () => {
  const known = images('data/a/x.png', 'data/b/x.png', 'x.png', 'data/a/y.png')

  it.each([
    ['the whole path', 'data/b/x.png', '/repo/data/b/x.png'],
    ['the end that no other has', 'b/x.png', '/repo/data/b/x.png'],
    ['a whole path that is the end of others', 'x.png', '/repo/x.png'],
    ['a path from here', './y.png', '/repo/data/a/y.png'],
  ])('finds an image by %s', (_, cell, at) => expect(known.find(cell)).toMatchObject({ path: at }))

  it('finds none by a part of a name, nor by a path that climbs', () => {
    expect([known.find('.png'), known.find('a/../b/x.png'), known.find('/repo/data/a/y.png')]).toEqual([null, null, null])
    expect(images('data/a/x.png', 'data/b/x.png').find('x.png')).toBe('several')
  })
})
