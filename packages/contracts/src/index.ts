export type { ContractChange } from './changes/contract-change.ts'
export { contractChanges } from './changes/contract-changes.ts'
export {
  type Bound,
  type Check,
  type CheckKind,
  type CheckOf,
  columnsOf,
  type Ignore,
  type JsonSchema,
  type Match,
  type Pattern,
  type Scalar,
  type SetMatch,
  type Severity,
  subjectOf,
} from './check.ts'
export { presentSql } from './compile/columns.ts'
export { type CompiledCheck, compileChecks, type Statement, statementOf } from './compile/compile-checks.ts'
export { type Compiled, type Finding, failing, type Measurement, passing, undecided } from './compile/compiled.ts'
export type { CompileData, DataColumn } from './compile/data.ts'
export { globWithin } from './compile/glob-within.ts'
export { maxShown, repeatsOffenders } from './compile/offenders-query.ts'
export { repeatsConsidered, repeatsCount } from './compile/repeats-sql.ts'
export { checkFinding, type RowCounts, rowsFinding } from './compile/rows-finding.ts'
export { type Condition, describeCondition, holds } from './condition.ts'
export {
  type ColumnRule,
  type Contract,
  type ContractNote,
  type ContractObject,
  commaSeparated,
  type Dialect,
  dialects,
  type Lexical,
  plainLexical,
  type TextDialect,
} from './contract.ts'
export { describeCheck } from './describe-check.ts'
export { dialectNames, dialectRefused } from './dialects/dialect-names.ts'
export { ContractError, type ContractErrorCode, type ContractProblem } from './errors.ts'
export { type Comparison, comparisons, type Filter } from './filter.ts'
export { textFormatRules } from './format/text-format-rules.ts'
export { type InferOptions, inferContract } from './infer/infer-contract.ts'
export type { ColumnEvidence, InferEvidence, InferredColumn, InferredFrom } from './infer/inferred-from.ts'
export { textForm } from './infer/text-form.ts'
export { compileJsonSchema, type JsonSchemaTest } from './json-schema/compile-json-schema.ts'
export type { JsonSchemaDraft } from './json-schema/draft.ts'
export { jsonSchemaProblems } from './json-schema/json-schema-problems.ts'
export type { JsonSchemaProblem } from './json-schema/schema-problem.ts'
export { isOfType, type LogicalType, logicalTypes, type TypeFamily, typeFamily } from './logical-type.ts'
export { type Measure, type MeasureName, measureMeanings } from './measure.ts'
export { catalogue } from './own/catalogue.ts'
export type { CatalogueEntry } from './own/catalogue-entry.ts'
export { parseContract } from './parse-contract.ts'
export { personalKindsOf, personalPrefilter } from './personal/detectors.ts'
export { judgePersonal, type PersonalShare, type SampledTexts } from './personal/judge-personal.ts'
export { maskValue } from './personal/mask-value.ts'
export { type PersonalKind, personalKinds } from './personal-kinds.ts'
export { nearest } from './reading/nearest.ts'
export type { Reference } from './reference.ts'
export { ecmaPattern } from './sql/pattern.ts'
export { type Re2Pattern, re2Pattern } from './sql/re2-pattern.ts'
export { quoteIdentifier, quoteText } from './sql/sql-text.ts'
export { type TextFormat, textFormats } from './text-format.ts'
