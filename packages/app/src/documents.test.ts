import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { generatedDocuments } from './documents.ts'
import { inputSpecs } from './inputs.ts'
import { actions } from './table.ts'

interface ActionDocument {
  readonly name: string
  readonly description: string
  readonly inputs: Readonly<Record<string, { readonly required: boolean; readonly default: string }>>
  readonly outputs: Readonly<Record<string, unknown>>
  readonly runs: { readonly using: string; readonly main?: string }
}

const documents = generatedDocuments()
const document = (name: string) => parse(documents.get(`actions/${name}/action.yml`) ?? '') as ActionDocument

describe('generatedDocuments', () => {
  it.each(actions)('has an action.yml for $name that parses and says what the table says', (command) => {
    const { name, description, inputs, outputs, runs } = document(command.name)
    const expected = inputSpecs(command.inputs).filter((spec) => !spec.terminalOnly)
    expect({ name, description, runs }).toEqual({
      name: `Seaworthy ${command.name}`,
      description: command.summary,
      runs: { using: 'node24', main: 'main.js' },
    })
    expect(Object.keys(inputs).filter((input) => input !== 'token')).toEqual(expected.map((spec) => spec.name))
    expect(Object.keys(outputs ?? {})).toEqual(Object.keys(command.outputs))
    for (const spec of expected) expect(inputs[spec.name]).toMatchObject({ required: spec.required, default: spec.fallback })
    expect(documents.get(`actions/${command.name}/main.js`)).toContain(`await runAction('${command.name}')`)
  })

  it.each(actions)('has a README for $name in the one order, without an undefined', (command) => {
    const readme = documents.get(`actions/${command.name}/README.md`) ?? ''
    expect([...readme.matchAll(/^##? (.*)$/gm)].map(([, title]) => title)).toEqual([
      `seaworthy ${command.name}`,
      'Permissions and triggers',
      'Usage',
      'Inputs',
      'Outputs',
      'Failure codes',
    ])
    expect(readme).not.toMatch(/undefined|null|\[object/)
  })

  it('is YAML wherever it says so', () => {
    for (const [name, text] of documents) if (name.endsWith('.yml')) expect(() => parse(text), name).not.toThrow()
  })
})
