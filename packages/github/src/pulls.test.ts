import { describe, expect, it } from 'vitest'
import { openHarbour, refusalCode } from './fixtures/harbour.ts'

describe('pulls', () => {
  it('reads one, from a fork too, and null where there is none', async () => {
    await using harbour = await openHarbour()
    const { number, headSha, baseSha } = await harbour.repository.openPullRequest({
      head: 'f',
      title: 'better',
      files: { 'b.txt': 'b' },
      fork: 'ada',
    })
    expect(await harbour.client.pulls.get(number)).toEqual({
      number,
      title: 'better',
      state: 'open',
      merged: false,
      mergeCommit: null,
      mergedAt: null,
      author: 'ada',
      url: `https://github.com/acme/flights/pull/${number}`,
      head: { sha: headSha, ref: 'f', repository: 'ada/flights' },
      base: { sha: baseSha, ref: 'main' },
    })
    expect(await harbour.client.pulls.get(99)).toBeNull()
  })

  it.each(['merge', 'squash'] as const)('finds the pull request that brought a commit, after a %s', async (method) => {
    await using harbour = await openHarbour()
    const { number } = await harbour.repository.openPullRequest({ head: 'f', title: 't', files: { 'b.txt': 'b' } })
    await harbour.repository.openPullRequest({ head: 'g', title: 'open still', files: { 'c.txt': 'c' } })
    const sha = await harbour.repository.merge(number, method)
    expect((await harbour.client.pulls.ofCommit(sha)).map((pull) => [pull.number, pull.merged, pull.mergeCommit])).toEqual([[number, true, sha]])
    const direct = await harbour.repository.commit('main', { 'd.txt': 'd' }, 'direct push')
    expect(await harbour.client.pulls.ofCommit(direct)).toEqual([])
  })

  it('opens one, and returns the one that is open', async () => {
    await using harbour = await openHarbour()
    await harbour.repository.commit('seaworthy/retrain', { 'b.txt': 'b' }, 'change')
    const pull = { head: 'seaworthy/retrain', base: 'main', title: 'retrain', body: 'why' }
    const { number } = await harbour.client.pulls.open(pull)
    expect((await harbour.client.pulls.open(pull)).number).toBe(number)
    expect((await harbour.client.pulls.fromHead('acme:seaworthy/retrain')).map((one) => one.number)).toEqual([number])
  })

  it('lists every open one', async () => {
    await using harbour = await openHarbour()
    const opened = [await harbour.repository.openPullRequest({ head: 'f', title: 't', files: { 'b.txt': 'b' }, fork: 'ada' })]
    opened.push(await harbour.repository.openPullRequest({ head: 'g', title: 't', files: { 'c.txt': 'c' } }))
    const merged = await harbour.repository.openPullRequest({ head: 'h', title: 't', files: { 'd.txt': 'd' } })
    await harbour.repository.merge(merged.number, 'merge')
    const found = await harbour.client.pulls.allOpen()
    expect(found.map(({ number }) => number).toSorted()).toEqual(opened.map(({ number }) => number).toSorted())
  })

  it('refuses a head that does not exist', async () => {
    await using harbour = await openHarbour()
    expect(await refusalCode(harbour.client.pulls.open({ head: 'nowhere', base: 'main', title: 't', body: '' }))).toBe('REQUEST_REFUSED')
  })
})
