import { describe, expect, it } from 'vitest'
import { openHarbour, refusalCode } from './fixtures/harbour.ts'

describe('refs', () => {
  it('encodes # and @ in every URL', async () => {
    await using harbour = await openHarbour()
    const sha = await harbour.repository.sha('main')
    await harbour.client.refs.create('refs/tags/m#production#1', sha)
    await harbour.client.refs.create('refs/tags/m@v1.0.0', sha)
    expect(await harbour.client.refs.get('refs/tags/m#production#1')).toMatchObject({ object: { sha } })
    expect((await Array.fromAsync(harbour.client.refs.list('refs/tags/m@v'))).map(({ ref }) => ref)).toEqual(['refs/tags/m@v1.0.0'])
    const paths = harbour.github.requests.map(({ path }) => path)
    expect(paths.filter((path) => path.includes('#') || path.includes('@'))).toEqual([])
    expect(paths.some((path) => path.includes('%23production%231'))).toBe(true)
  })

  it('tells a taken name from an object that is not there', async () => {
    await using harbour = await openHarbour()
    expect(await refusalCode(harbour.client.refs.create('refs/tags/a', '0'.repeat(40)))).toBe('REQUEST_REFUSED')
  })

  it('says "exists" when an answer was lost and another took the name', async () => {
    await using harbour = await openHarbour()
    const [mine, theirs] = [await harbour.repository.sha('main'), await harbour.repository.commit('main', { 'c.txt': 'c' }, 'later')]
    await harbour.client.refs.create('refs/tags/a', theirs)
    harbour.github.failNext({ method: 'POST', path: /\/git\/refs$/, when: 'before' })
    expect(await harbour.client.refs.create('refs/tags/a', mine)).toBe('exists')
  })
})
