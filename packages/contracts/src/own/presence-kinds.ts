import { z } from 'zod'
import { logicalTypes } from '../logical-type.ts'
import { columnField, ignoreField, name, names, type OwnKinds, own, rowFields, scalars, valueFields } from './own-kind.ts'

const count = z.enum(['repeats', 'all']).default('repeats')

/** Checks of types, nulls and repeated values. */
export const presenceKinds = {
  type: own({ ...columnField, type: z.enum(logicalTypes), duckType: name.optional() }, ({ column, type, duckType }, tools) => ({
    kind: 'type',
    column: tools.column(column),
    type,
    duckType: duckType ?? null,
  })),
  type_in: own({ ...columnField, duckTypes: names }, ({ column, duckTypes }, tools) => ({
    kind: 'type_in',
    column: tools.column(column),
    duckTypes,
  })),
  not_null: own(valueFields, ({ column, ...given }, tools) => ({ kind: 'not_null', column: tools.column(column), ...tools.rows(given) })),
  is_null: own(valueFields, ({ column, ...given }, tools) => ({ kind: 'is_null', column: tools.column(column), ...tools.rows(given) })),
  null_count: own({ ...valueFields, missing: scalars.optional() }, ({ column, missing, ...given }, tools) => ({
    kind: 'null_count',
    column: tools.column(column),
    missing: missing ?? [],
    ...tools.rows(given),
  })),
  complete: own({ ...rowFields, columns: names, match: z.enum(['all', 'any']).default('all') }, ({ columns, match, ...given }, tools) => ({
    kind: 'complete',
    columns: tools.columns(columns, 'columns'),
    match,
    ...tools.rows(given),
  })),
  unique: own({ ...rowFields, columns: names.optional(), count }, ({ columns, count: counted, ...given }, tools) => ({
    kind: 'unique',
    columns: tools.columnsOrOwn(columns),
    count: counted,
    ...tools.rows(given),
  })),
  duplicates: own({ ...rowFields, columns: names.optional(), count }, ({ columns, count: counted, ...given }, tools) => ({
    kind: 'duplicates',
    columns: columns ? tools.columns(columns, 'columns') : null,
    count: counted,
    ...tools.rows(given),
  })),
  unique_in_row: own({ ...rowFields, ...ignoreField, columns: z.array(name).min(2) }, ({ columns, ignore, ...given }, tools) => ({
    kind: 'unique_in_row',
    columns: tools.columns(columns, 'columns'),
    ignore,
    ...tools.rows(given),
  })),
} satisfies OwnKinds
