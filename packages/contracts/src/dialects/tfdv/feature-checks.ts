import type { ColumnRule, ContractNote } from '../../contract.ts'
import type { LogicalType } from '../../logical-type.ts'
import { distributionChecks } from './distribution-checks.ts'
import { domainChecks } from './domain-checks.ts'
import { type Checks, type Feature, type FeatureType, headOf } from './feature.ts'
import { presenceChecks } from './presence-checks.ts'
import { refuseFields } from './refuse-fields.ts'

export interface FeatureRead {
  readonly column: ColumnRule
  readonly checks: Checks
  readonly note: ContractNote | null
}

const logicalTypes: Readonly<Record<FeatureType, LogicalType>> = { BYTES: 'string', INT: 'integer', FLOAT: 'number' }
const unchecked = ['PLANNED', 'ALPHA', 'DEPRECATED', 'DEBUG_ONLY', 'DISABLED', 'VALIDATION_DERIVED']

/** The column, the checks of a feature, and a note where TFDV checks nothing of it. */
export function featureChecks(feature: Feature): FeatureRead {
  const { name, type, message, path, reader } = feature
  refuseFields('Feature', message, { path, reader })
  const column: ColumnRule = {
    name,
    type: logicalTypes[type],
    duckType: null,
    required: message.presence?.min_fraction === 1,
    line: reader.line(path),
    lexical: null,
    personal: null,
  }
  const ofType: Checks = [{ kind: 'type', ...headOf(feature, 'type', 'type'), type: logicalTypes[type], duckType: null }]
  const checks = [...presenceChecks(feature), ...ofType, ...domainChecks(feature), ...distributionChecks(feature)]
  const stage = message.deprecated ? 'DEPRECATED' : message.lifecycle_stage
  if (stage === undefined || !unchecked.includes(stage)) return { column, checks, note: null }
  const line = reader.line([...path, message.deprecated ? 'deprecated' : 'lifecycle_stage', 0])
  return {
    column: { ...column, required: false },
    checks: [],
    note: { line, column: name, text: `nothing is checked of a feature that is ${stage}` },
  }
}
