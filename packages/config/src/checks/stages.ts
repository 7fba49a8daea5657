import { nearest, suggestion } from '../nearest.ts'
import { mapOf, type Objection, type UncheckedModel } from './check.ts'

/** Stages that a model may be deployed at without a merge reaching them. */
const usualStages = ['production', 'staging']

/** Stages that look like a slip of the pen, and deployments of stages that nothing reaches. */
export function checkStages({ raw }: UncheckedModel): readonly Objection[] {
  const onMerge = mapOf(raw.release).on_merge
  const slip = typeof onMerge === 'string' && !usualStages.includes(onMerge) && onMerge !== 'none' ? nearest(onMerge, usualStages) : null
  const known = typeof onMerge === 'string' && onMerge !== 'none' && slip === null ? [...new Set([onMerge, ...usualStages])] : usualStages
  const deployed = Object.keys(mapOf(raw.deploy)).filter((stage) => !known.includes(stage))
  return [
    ...(slip === null ? [] : [unknownStage(String(onMerge), ['release', 'on_merge'], usualStages, 'value')]),
    ...deployed.map((stage) => unknownStage(stage, ['deploy', stage], known, 'key')),
  ]
}

function unknownStage(stage: string, path: readonly string[], known: readonly string[], at: 'key' | 'value'): Objection {
  return { code: 'UNKNOWN_STAGE', message: `unknown stage "${stage}"`, path, at, hint: suggestion(stage, known, 'the stages are') }
}
