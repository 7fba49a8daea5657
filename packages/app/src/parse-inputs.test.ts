import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand, done } from './command.ts'
import { flag, inputSpecs } from './inputs.ts'
import { parseInputs } from './parse-inputs.ts'

const command = defineCommand({
  name: 'sail',
  summary: '',
  purpose: '',
  surfaces: ['terminal'],
  inputs: z.object({
    toPort: z.string().min(1).meta({ description: 'Where to.', positional: 0 }),
    crew: z.coerce.number().int().min(1).max(9).default(2).meta({ description: 'Hands.' }),
    rig: z.enum(['sloop', 'ketch']).default('sloop').meta({ description: 'Rig.' }),
    night: flag('By night.'),
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: '',
  examples: [],
  failures: [],
  run: async () => done({}),
})

const parsed = (given: Readonly<Record<string, string>>) => parseInputs(command, new Map(Object.entries(given)))

describe('inputSpecs', () => {
  it('names inputs as action.yml and the command line do', () => {
    expect(inputSpecs(command.inputs)).toMatchObject([
      { key: 'toPort', name: 'to-port', required: true, positional: 0, fallback: '' },
      { key: 'crew', name: 'crew', required: false, positional: null, fallback: '2' },
      { key: 'rig', choices: ['sloop', 'ketch'], fallback: 'sloop' },
      { key: 'night', flag: true },
    ])
  })
})

describe('parseInputs', () => {
  it('reads text into what the command takes, with its defaults; an empty input of an action is none', () => {
    expect(parsed({ 'to-port': 'Bergen' })).toEqual({ toPort: 'Bergen', crew: 2, rig: 'sloop', night: false })
    expect(parsed({ 'to-port': 'Bergen', crew: '3', rig: 'ketch', night: 'yes' })).toEqual({ toPort: 'Bergen', crew: 3, rig: 'ketch', night: true })
    expect(parsed({ 'to-port': 'Bergen', crew: '' }).crew).toBe(2)
  })

  it.each([
    [{}, 'to-port is needed and not given'],
    [{ 'to-port': 'x', crew: 'few' }, 'crew is "few" and must be a number'],
    [{ 'to-port': 'x', crew: '1.5' }, 'crew is "1.5" and must be a whole number'],
    [{ 'to-port': 'x', crew: '0' }, 'crew is "0" and must be 1 or more'],
    [{ 'to-port': 'x', crew: '10' }, 'crew is "10" and must be 9 or less'],
    [{ 'to-port': 'x', rig: 'yawl' }, 'rig is "yawl" and must be one of: sloop, ketch'],
    [
      { rig: 'yawl', crew: '0' },
      'to-port is needed and not given; crew is "0" and must be 1 or more; rig is "yawl" and must be one of: sloop, ketch',
    ],
  ])('refuses %j with every problem at once', (given, message) => {
    expect(() => parsed(given)).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID', message: `sail: ${message}`, hint: 'seaworthy sail --help names the inputs' }),
    )
  })

  it('refuses a flag that is neither yes nor no', () => {
    expect(() => parsed({ 'to-port': 'x', night: 'maybe' })).toThrow(
      expect.objectContaining({ message: expect.stringContaining('night is "maybe"') }),
    )
  })
})
