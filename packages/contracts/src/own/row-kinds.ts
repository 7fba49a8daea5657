import { z } from 'zod'
import { comparisons } from '../filter.ts'
import { ignoreField, name, names, type OwnKinds, own, rowFields, scalar } from './own-kind.ts'

/** Checks of several columns of a row. */
export const rowKinds = {
  compare: own(
    { ...rowFields, ...ignoreField, left: name, operator: z.enum(comparisons), right: name },
    ({ left, operator, right, ignore, ...given }, tools) => ({
      kind: 'compare',
      left: tools.columns([left], 'left')[0] ?? left,
      operator,
      right: tools.columns([right], 'right')[0] ?? right,
      ignore,
      ...tools.rows(given),
    }),
  ),
  tuple_in_set: own(
    { ...rowFields, ...ignoreField, columns: z.array(name).min(2), values: z.array(z.array(z.union([scalar, z.null()]))).min(1) },
    ({ columns, values, ignore, ...given }, tools) => {
      for (const [at, tuple] of values.entries())
        if (tuple.length !== columns.length)
          tools.refuse('INVALID_VALUE', `there are ${columns.length} columns and ${tuple.length} values`, { key: 'values', path: [at] })
      return { kind: 'tuple_in_set', columns: tools.columns(columns, 'columns'), values, ignore, ...tools.rows(given) }
    },
  ),
  row_sum: own({ ...rowFields, ...ignoreField, columns: names, total: z.number() }, ({ columns, total, ignore, ...given }, tools) => ({
    kind: 'row_sum',
    columns: tools.columns(columns, 'columns'),
    total,
    ignore,
    ...tools.rows(given),
  })),
  row: own({ ...rowFields, must: name }, ({ must, ...given }, tools) => ({ kind: 'row', must: tools.filter(must, 'must'), ...tools.rows(given) })),
} satisfies OwnKinds
