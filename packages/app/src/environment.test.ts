import { afterEach, describe, expect, it, vi } from 'vitest'
import { inheritedVariables, readEnvironment } from './environment.ts'
import { environmentOf } from './fixtures/environment.ts'

afterEach(() => vi.unstubAllEnvs())

describe('inheritedVariables', () => {
  it('withholds what could speak for the run: tokens, keys, inputs, and the files by which a step speaks to the runner', () => {
    const withheld = [
      'ACTIONS_RUNTIME_TOKEN',
      'ACTIONS_RESULTS_URL',
      'ACTIONS_CACHE_URL',
      'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
      'ACTIONS_ID_TOKEN_REQUEST_URL',
      'INPUT_TOKEN',
      'INPUT_SIGNING-KEY',
      'GITHUB_TOKEN',
      'GH_TOKEN',
      'GITHUB_ENV',
      'GITHUB_OUTPUT',
      'GITHUB_PATH',
      'GITHUB_STATE',
      'GITHUB_STEP_SUMMARY',
      'GITHUB_EVENT_PATH',
      'SEAWORTHY_SIGNING_KEY',
      'NODE_OPTIONS',
    ]
    const variables = Object.fromEntries([...withheld, 'PATH', 'CUDA_VISIBLE_DEVICES', 'GITHUB_SHA', 'MY_SECRET'].map((name) => [name, 'x']))
    expect(Object.keys(inheritedVariables(environmentOf({ variables })))).toEqual(['PATH', 'CUDA_VISIBLE_DEVICES', 'GITHUB_SHA', 'MY_SECRET'])
  })
})

describe('readEnvironment', () => {
  it('reads a runner: the token of the input before that of the environment, the workflow file from its ref', () => {
    const variables = {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: '/work',
      GITHUB_REPOSITORY: 'acme/flights',
      GITHUB_WORKFLOW_REF: 'acme/flights/.github/workflows/seaworthy.yml@refs/pull/3/merge',
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_API_URL: 'http://127.0.0.1:1/api',
      INPUT_TOKEN: 'of the input',
      GITHUB_TOKEN: 'of the environment',
      ACTIONS_RESULTS_URL: '',
    }
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    expect(readEnvironment()).toMatchObject({
      cwd: '/work',
      token: 'of the input',
      repository: 'acme/flights',
      apiUrl: 'http://127.0.0.1:1/api',
      github: { runId: '77', attempt: 2, workflow: '.github/workflows/seaworthy.yml', artifacts: false },
    })
  })

  it('reads a laptop', () => {
    for (const name of ['GITHUB_ACTIONS', 'INPUT_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN']) vi.stubEnv(name, '')
    vi.stubEnv('NO_COLOR', '1')
    expect(readEnvironment()).toMatchObject({ cwd: process.cwd(), github: null, token: null, noColor: true })
  })
})
