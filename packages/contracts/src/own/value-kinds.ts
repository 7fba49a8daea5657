import { z } from 'zod'
import { isMap } from '../dialects/dialect.ts'
import { jsonSchemaProblems } from '../json-schema/json-schema-problems.ts'
import { logicalTypes } from '../logical-type.ts'
import { type PersonalKind, personalKinds } from '../personal-kinds.ts'
import { ecmaPattern } from '../sql/pattern.ts'
import { textFormats } from '../text-format.ts'
import { type boundFields, columnField, name, names, type OwnKinds, type OwnTools, own, rowFields, scalars, valueFields } from './own-kind.ts'

const draft = z.enum(['draft-07', '2020-12']).default('2020-12')
const schema = z.union([z.boolean(), z.record(z.string(), z.unknown())])
const match = z.enum(['any', 'all', 'none']).default('all')
const end = z.union([z.number(), z.string()]).optional()
const size = z.int().nonnegative().optional()

/** Checks of single values. */
export const valueKinds = {
  range: own(
    {
      ...valueFields,
      type: z.enum(logicalTypes).default('number'),
      ...({ minimum: end, maximum: end, exclusiveMinimum: end, exclusiveMaximum: end } satisfies Record<keyof typeof boundFields, z.ZodType>),
    },
    ({ column, type, ...given }, tools) => ({
      kind: 'range',
      column: tools.column(column),
      type,
      ...tools.bounds({ ...given, type }),
      ...tools.rows(given),
    }),
  ),
  in_set: own({ ...valueFields, values: scalars }, ({ column, values, ...given }, tools) => ({
    kind: 'in_set',
    column: tools.column(column),
    values,
    ...tools.rows(given),
  })),
  not_in_set: own({ ...valueFields, values: scalars }, ({ column, values, ...given }, tools) => ({
    kind: 'not_in_set',
    column: tools.column(column),
    values,
    ...tools.rows(given),
  })),
  multiple_of: own({ ...valueFields, of: z.number().positive() }, ({ column, of, ...given }, tools) => ({
    kind: 'multiple_of',
    column: tools.column(column),
    of,
    ...tools.rows(given),
  })),
  pattern: own({ ...valueFields, patterns: names, match }, ({ column, patterns, match: matched, ...given }, tools) => ({
    kind: 'pattern',
    column: tools.column(column),
    patterns: patterns.flatMap((source, at) => readPattern(source, at, tools)),
    match: matched,
    ...tools.rows(given),
  })),
  like: own({ ...valueFields, patterns: names, match }, ({ column, patterns, match: matched, ...given }, tools) => ({
    kind: 'like',
    column: tools.column(column),
    patterns,
    match: matched,
    ...tools.rows(given),
  })),
  length: own(
    { ...valueFields, unit: z.enum(['code_points', 'bytes', 'graphemes', 'items']).default('code_points'), minimum: size, maximum: size },
    ({ column, unit, minimum, maximum, ...given }, tools) => {
      tools.bounds({ minimum, maximum })
      return { kind: 'length', column: tools.column(column), unit, minimum: minimum ?? null, maximum: maximum ?? null, ...tools.rows(given) }
    },
  ),
  format: own({ ...valueFields, format: z.enum(textFormats) }, ({ column, format, ...given }, tools) => ({
    kind: 'format',
    column: tools.column(column),
    format,
    ...tools.rows(given),
  })),
  strptime: own({ ...valueFields, format: name }, ({ column, format, ...given }, tools) => ({
    kind: 'strptime',
    column: tools.column(column),
    format,
    ...tools.rows(given),
  })),
  finite: own({ ...valueFields, allow: z.enum(['nothing', 'infinity']).default('nothing') }, ({ column, allow, ...given }, tools) => ({
    kind: 'finite',
    column: tools.column(column),
    allow,
    ...tools.rows(given),
  })),
  json_schema: own({ ...valueFields, schema, draft }, ({ column, schema: written, draft: version, ...given }, tools) => ({
    kind: 'json_schema',
    column: tools.column(column),
    ...readSchema(written, version, tools),
    ...tools.rows(given),
  })),
  row_json_schema: own({ ...rowFields, columns: names, schema, draft }, ({ columns, schema: written, draft: version, ...given }, tools) => ({
    kind: 'row_json_schema',
    columns: tools.columns(columns, 'columns'),
    ...readSchema(written, version, tools),
    ...tools.rows(given),
  })),
  z_score: own(
    { ...valueFields, threshold: z.number().positive(), sides: z.enum(['both', 'above']).default('both') },
    ({ column, threshold, sides, ...given }, tools) => ({ kind: 'z_score', column: tools.column(column), threshold, sides, ...tools.rows(given) }),
  ),
  ordered: own(
    {
      ...valueFields,
      direction: z.enum(['increasing', 'decreasing']).default('increasing'),
      strict: z.boolean().default(false),
      within: names.optional(),
    },
    ({ column, direction, strict, within, ...given }, tools) => ({
      kind: 'ordered',
      column: tools.column(column),
      direction,
      strict,
      within: within ? tools.columns(within, 'within') : [],
      ...tools.rows(given),
    }),
  ),
  personal_data: own(
    { ...columnField, forbidden: z.union([z.literal('all'), z.array(z.enum(personalKinds)).min(1)]).default('all') },
    ({ column, forbidden }, tools) => ({
      kind: 'personal_data',
      column: tools.column(column),
      forbidden: forbidden === 'all' ? personalKinds : [...new Set<PersonalKind>(forbidden)],
    }),
  ),
} satisfies OwnKinds

function readPattern(source: string, at: number, tools: OwnTools) {
  const read = ecmaPattern(source)
  if ('pattern' in read) return [read.pattern]
  tools.refuse('PATTERN_INVALID', `pattern ${JSON.stringify(source)}: ${read.invalid}`, { key: 'patterns', path: [at] })
  return []
}

function readSchema(written: boolean | Readonly<Record<string, unknown>>, draftOf: 'draft-07' | '2020-12', tools: OwnTools) {
  for (const { code, message, path, key, hint } of jsonSchemaProblems(written, draftOf))
    tools.refuse(code, message, { key: 'schema', path: key === null ? path : [...path, key], hint })
  return { schema: isMap(written) ? written : written === true, draft: draftOf }
}
