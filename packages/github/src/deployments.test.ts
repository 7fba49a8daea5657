import { describe, expect, it } from 'vitest'
import { openHarbour, refusalCode } from './fixtures/harbour.ts'

describe('deployments', () => {
  it('are recorded at a tag with # and @ in reach, and settled', async () => {
    await using harbour = await openHarbour()
    await harbour.client.refs.create('refs/tags/m@v1.0.0', await harbour.repository.sha('main'))
    const { id } = await harbour.client.deployments.create({
      ref: 'm@v1.0.0',
      environment: 'production',
      description: 'm@v1.0.0',
      payload: { model: 'm', version: '1.0.0' },
    })
    await harbour.client.deployments.status(id, { state: 'in_progress', description: 'starts', logUrl: 'https://example.com/run/1' })
    await harbour.client.deployments.status(id, { state: 'success', description: 'answers', logUrl: null })
    const made = harbour.repository.state.deployments.get(id)
    expect(made?.payload).toEqual({ model: 'm', version: '1.0.0' })
    expect(made?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success'])
  })

  it('refuse a ref that does not exist', async () => {
    await using harbour = await openHarbour()
    const deployment = { ref: 'nowhere', environment: 'production', description: '', payload: {} }
    expect(await refusalCode(harbour.client.deployments.create(deployment))).toBe('REQUEST_REFUSED')
  })
})

describe('dispatches', () => {
  it('start a workflow with inputs', async () => {
    await using harbour = await openHarbour()
    await harbour.client.dispatches.workflow('line.yml', 'main', { pr: '7' })
    expect(harbour.github.takeDispatches()).toMatchObject([{ kind: 'workflow_dispatch', ref: 'main', inputs: { pr: '7' } }])
    expect((await harbour.client.runs.ofWorkflow('line.yml', { event: 'workflow_dispatch' })).map(({ event }) => event)).toEqual([
      'workflow_dispatch',
    ])
  })

  it('refuse a workflow that is not there', async () => {
    await using harbour = await openHarbour()
    expect(await refusalCode(harbour.client.dispatches.workflow('none.yml', 'main', {}))).toBe('NOT_FOUND')
  })
})
