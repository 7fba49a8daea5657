import path from 'node:path'
import { assemble, canonicalDigest, type Section } from '@seaworthy/record'
import { modelReadme, releaseNotes } from '@seaworthy/report'
import { PipelineError } from './errors.ts'
import { evaluateFile } from './evaluate.ts'
import { type Line, requireRegistry } from './line.ts'
import { planChange } from './plan.ts'
import type { Plan } from './plan-document.ts'
import { repositoryUrl } from './repository-url.ts'
import { makeSection } from './sections.ts'
import { profileName, validate } from './validate.ts'

/**
 * An existing model file as the first version, so that a team need not retrain what already runs. It is judged by the absolute gates
 * on the locked test data, by the policy of the commit that is checked out; its record says that it was not trained here.
 * @throws {PipelineError} `NOT_PUBLISHABLE` with uncommitted changes or where versions exist already, `BLOCKED`.
 */
export async function importModel(line: Line, { name, file }: { readonly name: string; readonly file: string }): Promise<Section<'publish'>> {
  const registry = requireRegistry(line, 'importing a model')
  const { dirty } = await line.tree.workingTree()
  if (dirty)
    throw new PipelineError('NOT_PUBLISHABLE', 'there are uncommitted changes', {
      hint: 'commit them first: a version names the commit that judged it',
    })
  const plan = await planHere(line)
  const version = await registry.nextVersion(name)
  if (version !== '1.0.0')
    throw new PipelineError('NOT_PUBLISHABLE', `"${name}" has versions already; the next is ${version}`, {
      hint: 'an import is for the first one: open a pull request instead',
    })
  const validated = await validate(line, plan, name)
  const evaluated = await evaluateFile(line, { plan, name, file: path.resolve(file) })
  const { record } = assemble([validated, evaluated])
  const blocking = evaluated.body.findings.filter((finding) => finding.effect === 'block')
  if (blocking.length > 0)
    throw new PipelineError('BLOCKED', `${file} does not pass ${blocking.map((finding) => finding.id).join(', ')}`, {
      hint: 'lower the absolute gate if that is what the team accepts today',
    })
  const model = evaluated.consumed.find((one) => one.role === 'model')
  const profile = validated.produced.find((one) => one.role === 'profile')
  if (!model) throw new PipelineError('NO_MODEL_DECLARED', `"${name}" has no model file`)
  const folder = await line.sections.folder(name, 'validate')
  const text = {
    version,
    repository: repositoryUrl(line),
    signature: line.signs ? ('key' as const) : ('unsigned' as const),
    sourceCommit: plan.commit,
    pullRequest: null,
  }
  const body = await registry.publish({
    model: name,
    version,
    record,
    readme: modelReadme(record, text),
    notes: releaseNotes(record, text),
    sourceCommit: plan.commit,
    sourceDate: (await line.tree.committedAt(plan.commit)).toISOString(),
    files: [{ ...model, path: path.resolve(file) }, ...(profile ? [{ ...profile, path: path.join(folder, profileName) }] : [])],
  })
  return makeSection(line, 'publish', {
    model: name,
    key: canonicalDigest({ stage: 'publish', import: model.digest }),
    consumed: [model],
    produced: [],
    body,
  })
}

async function planHere(line: Line): Promise<Plan> {
  const commit = await line.tree.head()
  return planChange(line, { kind: 'local', commit, tree: commit, base: null, pullRequest: null, fork: false, headBranch: null })
}
