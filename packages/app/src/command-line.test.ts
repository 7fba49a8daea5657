import { describe, expect, it, vi } from 'vitest'
import { commandLine } from './command-line.ts'
import { type Command, commands } from './index.ts'
import { terminalCommands } from './table.ts'

const program = () => commandLine({ noColor: true, run: async () => undefined })

/** Help as it is printed, what stands after the options included. */
function helpOf(name: string): string {
  const written: string[] = []
  const found = program().commands.find((command) => command.name() === name)
  found?.configureOutput({ writeOut: (text) => void written.push(text), getOutHelpWidth: () => 80 }).outputHelp()
  return written.join('')
}

describe('commandLine', () => {
  it.each(terminalCommands.map(({ name }) => name))('has help for %s with an example that begins with it, in 80 columns', (name) => {
    const help = helpOf(name)
    expect(help.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(help).toMatch(new RegExp(`\\nExamples:\\n  seaworthy ${name}\\b`))
    expect(help).not.toContain('signing-key')
  })

  it.each(terminalCommands)('can parse its own examples: $name', async ({ name, examples }) => {
    const called: string[] = []
    for (const example of examples) {
      const words = [...example.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '')
      const line = commandLine({ noColor: true, run: async (command) => void called.push(command.name) })
      await line.parseAsync(words.slice(1), { from: 'user' })
    }
    expect(called).toEqual(examples.map(() => name))
  })

  it('hands over what was typed, by the names of the inputs', async () => {
    const run = vi.fn(async () => undefined)
    await commandLine({ noColor: true, run }).parseAsync(['compare', 'a.csv', 'b.csv', '--margin', '0.1', '--format', 'json'], { from: 'user' })
    expect(run).toHaveBeenCalledWith(expect.objectContaining({ name: 'compare' }), {
      format: 'json',
      given: new Map([
        ['candidate', 'a.csv'],
        ['baseline', 'b.csv'],
        ['task', 'binary-classification'],
        ['rule', 'non_inferior'],
        ['margin', '0.1'],
        ['test', 'none'],
      ]),
    })
  })
})

describe('the table', () => {
  it('has each name once, a reason for each permission, and an input for each description', () => {
    const names = commands.map(({ name }) => name)
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
    const unexplained = (command: Command) => Object.keys(command.permissions).filter((name) => !command.reasons[name])
    expect(commands.flatMap(unexplained)).toEqual([])
    expect(commands.flatMap((command) => Object.entries(command.inputs.shape).filter(([, schema]) => !schema.meta()?.description))).toEqual([])
  })

  it('opens no more than a command needs', () => {
    const scopes = commands.filter(({ scope }) => scope !== undefined).map(({ name, scope }) => `${name}: ${scope}`)
    expect(scopes).toEqual([
      'init: repository',
      'lock: repository',
      'data: repository',
      'check: files',
      'profile: files',
      'infer: files',
      'metrics: files',
      'compare: files',
      'predict: files',
    ])
  })
})
