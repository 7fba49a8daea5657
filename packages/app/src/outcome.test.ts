import { readFileSync } from 'node:fs'
import { ConfigError, parseLock } from '@seaworthy/config'
import { ContractError } from '@seaworthy/contracts'
import { DatasetsError } from '@seaworthy/datasets'
import { GitHubError } from '@seaworthy/github'
import { InferenceError } from '@seaworthy/inference'
import { PipelineError } from '@seaworthy/pipeline'
import { TrainingError } from '@seaworthy/training'
import { describe, expect, it } from 'vitest'
import { AppError } from './errors.ts'
import { codeOf, exitCodeOf, hintOf } from './outcome.ts'

function thrown(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}

describe('exitCodeOf', () => {
  it.each([
    [1, 'a gate that blocks', new PipelineError('BLOCKED', '')],
    [1, 'data that break a contract', new PipelineError('DATA_BLOCKED', '')],
    [1, 'a lock that does not describe the data', new PipelineError('LOCK_STALE', '')],
    [1, 'bytes that nobody reviewed', new PipelineError('REVIEW_DIFFERS', '')],
    [2, 'any fault of a configuration', new ConfigError('NO_BLOCKING_GATE', '')],
    [2, 'a lock that is empty', thrown(() => parseLock('', 'seaworthy.lock'))],
    [2, 'any fault of a contract', new ContractError('PATTERN_INVALID', '')],
    [2, 'no configuration', new PipelineError('CONFIG_MISSING', '')],
    [2, 'no lock', new PipelineError('LOCK_MISSING', '')],
    [2, 'a model that does not exist', new PipelineError('MODEL_UNKNOWN', '')],
    [2, 'wrong usage', new AppError('USAGE', '')],
    [3, 'data that are missing', new PipelineError('DATA_MISSING', '')],
    [3, 'data that changed', new PipelineError('DATA_CHANGED', '')],
    [3, 'data that stop in the middle', new DatasetsError('DATA_TRUNCATED', '')],
    [3, 'training that failed', new TrainingError('COMMAND_FAILED', '')],
    [3, 'a model that cannot be read', new InferenceError('MODEL_UNREADABLE', '')],
    [3, 'a network that fails', new GitHubError('NETWORK_FAILED', '')],
    [3, 'what nobody foresaw', new TypeError('x is not a function')],
    [3, 'what is no error', 'text'],
  ])('is %i for %s', (exit, _, error) => {
    expect(exitCodeOf(error)).toBe(exit)
  })
})

describe('codeOf', () => {
  it('takes no code of Node or of the system for one of ours', () => {
    expect(codeOf(thrown(() => readFileSync('/nowhere/at/all')))).toBe('FILE_UNREADABLE')
    expect(codeOf(thrown(() => new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(0xff))))).toBe('INTERNAL')
    expect(codeOf(Object.assign(new Error(''), { code: 'ECONNREFUSED', syscall: 'connect' }))).toBe('INTERNAL')
    expect(codeOf(Object.assign(new Error(''), { code: 'commander.help' }))).toBe('INTERNAL')
  })
})

describe('hintOf', () => {
  it('has the hint of the error, else what helps with its code, else nothing', () => {
    expect(hintOf(new AppError('USAGE', '', { hint: 'so' }))).toBe('so')
    expect(hintOf(new AppError('FILE_UNREADABLE', ''))).toBe('check the path and the rights on it')
    expect(hintOf(new AppError('USAGE', ''))).toBeNull()
  })
})
