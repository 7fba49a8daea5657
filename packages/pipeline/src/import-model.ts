import path from 'node:path'
import { assemble, type CandidateRecord, canonicalDigest, dataBlockers, modelOf, type Section, verdictOf } from '@seaworthy/record'
import { modelReadme, releaseNotes } from '@seaworthy/report'
import { PipelineError } from './errors.ts'
import { evaluateFile } from './evaluate.ts'
import { publishedUnits } from './judging/kept-units.ts'
import type { PredictHost } from './judging/predicting/predictor.ts'
import { type Line, requireRegistry } from './line.ts'
import { fileOfModel } from './packed-model.ts'
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
export async function importModel(
  line: Line,
  { name, file, host = null }: { readonly name: string; readonly file: string; readonly host?: PredictHost | null },
): Promise<Section<'publish'>> {
  const registry = requireRegistry(line, 'importing a model')
  const version = await firstVersion(line, name)
  const plan = await planHere(line)
  const validated = await validate(line, plan, name)
  const given = path.resolve(file)
  // A folder is published as one file.
  const whole = (await fileOfModel(line, given, await line.sections.folder(name, 'evaluate'))) ?? given
  const evaluated = await evaluateFile(line, { plan, name, file: whole, host })
  const { record } = assemble([validated, evaluated])
  refuseBlocked(record, file)
  const model = modelOf(record)
  if (!model) throw new PipelineError('NO_MODEL_DECLARED', `"${name}" has no model file`)
  const profile = validated.produced.find((one) => one.role === 'profile')
  const folder = await line.sections.folder(name, 'validate')
  const judgedIn = await line.sections.folder(name, 'evaluate')
  const units = publishedUnits(evaluated).map((one) => ({ ...one, path: path.join(judgedIn, one.name) }))
  const signature = line.signs ? ('key' as const) : ('unsigned' as const)
  const text = { version, repository: repositoryUrl(line), signature, sourceCommit: plan.commit, pullRequest: null }
  const body = await registry.publish({
    model: name,
    version,
    record,
    readme: modelReadme(record, text),
    notes: releaseNotes(record, text),
    sourceCommit: plan.commit,
    sourceDate: (await line.tree.committedAt(plan.commit)).toISOString(),
    files: [{ ...model, path: whole }, ...(profile ? [{ ...profile, path: path.join(folder, profileName) }] : []), ...units],
  })
  const key = canonicalDigest({ stage: 'publish', import: model.digest })
  return makeSection(line, 'publish', { model: name, key, consumed: [model], produced: [], body })
}

async function firstVersion(line: Line, name: string): Promise<string> {
  const { dirty } = await line.tree.workingTree()
  if (dirty)
    throw new PipelineError('NOT_PUBLISHABLE', 'there are uncommitted changes', {
      hint: 'commit them first: a version names the commit that judged it',
    })
  const version = await requireRegistry(line, 'importing a model').nextVersion(name)
  if (version === '1.0.0') return version
  throw new PipelineError('NOT_PUBLISHABLE', `"${name}" has versions already; the next is ${version}`, {
    hint: 'an import is for the first one: open a pull request instead',
  })
}

function refuseBlocked(record: CandidateRecord, file: string): void {
  if (verdictOf(record) === 'pass') return
  const checks = dataBlockers(record)
  const gates = (record.sections.evaluate?.body.findings ?? []).filter((finding) => finding.effect === 'block').map((finding) => finding.id)
  throw new PipelineError('BLOCKED', `${file} does not pass ${[...checks, ...gates].join(', ')}`, {
    hint: 'mend the data, or lower the absolute gate if that is what the team accepts today',
  })
}

async function planHere(line: Line): Promise<Plan> {
  const commit = await line.tree.head()
  return planChange(line, { kind: 'local', commit, tree: commit, base: null, pullRequest: null, fork: false, headBranch: null })
}
