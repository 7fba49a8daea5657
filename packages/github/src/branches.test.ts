import { describe, expect, it } from 'vitest'
import { openHarbour, refusal } from './fixtures/harbour.ts'

const change = (parent: string, text: string) => ({ branch: 'seaworthy/retrain', parent, message: 'Lock June', files: { 'seaworthy.lock': text } })

describe('branches', () => {
  it('commits some files onto a new branch, and changes nothing else', async () => {
    await using harbour = await openHarbour()
    const parent = await harbour.repository.sha('main')
    expect(await harbour.client.branches.tip('seaworthy/retrain')).toBeNull()
    const sha = await harbour.client.branches.commit(change(parent, 'june\n'))
    expect(await harbour.client.branches.tip('seaworthy/retrain')).toBe(sha)
    expect(String(await harbour.repository.read(sha, 'seaworthy.lock'))).toBe('june\n')
    expect(String(await harbour.repository.read(sha, 'a.txt'))).toBe('one\n')
    expect(await harbour.client.objects.readCommit(sha)).toMatchObject({ parents: [parent] })
  })

  it('leaves a branch that holds just this change as it is', async () => {
    await using harbour = await openHarbour()
    const parent = await harbour.repository.sha('main')
    const sha = await harbour.client.branches.commit(change(parent, 'june\n'))
    expect(await harbour.client.branches.commit(change(parent, 'june\n'))).toBe(sha)
  })

  it('moves its own branch by force once main has moved', async () => {
    await using harbour = await openHarbour()
    await harbour.client.branches.commit(change(await harbour.repository.sha('main'), 'june\n'))
    const moved = await harbour.repository.commit('main', { 'c.txt': 'c' }, 'later')
    const sha = await harbour.client.branches.commit(change(moved, 'july\n'))
    expect(await harbour.client.branches.tip('seaworthy/retrain')).toBe(sha)
  })

  it('moves no branch on which somebody else has committed', async () => {
    await using harbour = await openHarbour()
    const parent = await harbour.repository.sha('main')
    await harbour.client.branches.commit(change(parent, 'june\n'))
    const theirs = await harbour.repository.commit('seaworthy/retrain', { 'mine.txt': 'm' }, 'by hand', 'ada')
    expect((await refusal(harbour.client.branches.commit(change(parent, 'july\n')))).code).toBe('BRANCH_TAKEN')
    expect(await harbour.client.branches.tip('seaworthy/retrain')).toBe(theirs)
  })

  it('never forces a branch of another name', async () => {
    await using harbour = await openHarbour()
    const parent = await harbour.repository.sha('main')
    await harbour.client.branches.commit({ ...change(parent, 'june\n'), branch: 'feature' })
    expect((await refusal(harbour.client.branches.commit({ ...change(parent, 'july\n'), branch: 'feature' }))).code).toBe('BRANCH_TAKEN')
  })
})
