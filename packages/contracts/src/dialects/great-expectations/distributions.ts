import { z } from 'zod'
import type { Check, CheckOf } from '../../check.ts'
import { type Asked, columnKey, type Definition, define, head, refuseCondition } from './expectation.ts'
import { partitionReference, partitionSchema } from './partition.ts'

const holdout = z.number().min(0).max(1).nullish()
const partition = { ...columnKey, partition_object: partitionSchema, tail_weight_holdout: holdout, internal_weight_holdout: holdout }
/** What the original takes where none is given. */
const usualP = 0.05

/** Expectations about a distribution. */
export const distributionExpectations: Readonly<Record<string, Definition>> = {
  expect_column_kl_divergence_to_be_less_than: define(
    { ...partition, threshold: z.number().nonnegative(), bucketize_data: z.literal([true, null]).optional() },
    (asked) => driftCheck(asked, 'kl_divergence', asked.kwargs.threshold),
  ),
  expect_column_chisquare_test_p_value_to_be_greater_than: define({ ...partition, p: z.number().gt(0).lt(1).nullish() }, (asked) => {
    const checks = driftCheck(asked, 'chi_square_p', asked.kwargs.p ?? usualP)
    if (checks.every(({ reference }) => reference.kind === 'values')) return checks
    asked.reader.refuse('INVALID_VALUE', 'the chi-squared test is of values, not of bins', { path: asked.path, key: 'partition_object' })
    return []
  }),
  // Of the original, no version that is in use computes it: this is Cramér's V.
  expect_column_pair_cramers_phi_value_to_be_less_than: define(
    { column_A: z.string().min(1), column_B: z.string().min(1), threshold: z.number().min(0).max(1).nullish() },
    (asked) => cramersCheck(asked),
  ),
}

interface PartitionKwargs {
  readonly column: string
  readonly partition_object: z.output<typeof partitionSchema>
  readonly tail_weight_holdout?: number | null | undefined
  readonly internal_weight_holdout?: number | null | undefined
}

function driftCheck(asked: Asked<PartitionKwargs>, method: CheckOf<'drift'>['method'], threshold: number): readonly CheckOf<'drift'>[] {
  const { kwargs, path, reader } = asked
  refuseCondition(asked, 'distributions are compared over all rows')
  const holdouts = { tail: kwargs.tail_weight_holdout ?? 0, internal: kwargs.internal_weight_holdout ?? 0 }
  const reference = partitionReference(kwargs.partition_object, holdouts, { path: [...path, 'partition_object'], reader })
  return reference ? [{ kind: 'drift', ...head(asked, [kwargs.column]), column: kwargs.column, method, threshold, reference }] : []
}

const usualThreshold = 0.1

function cramersCheck(
  asked: Asked<{ readonly column_A: string; readonly column_B: string; readonly threshold?: number | null | undefined }>,
): readonly Check[] {
  const { column_A, column_B, threshold } = asked.kwargs
  const columns = [column_A, column_B] as const
  const maximum = { value: threshold ?? usualThreshold, exclusive: false }
  return [{ kind: 'correlation', ...head(asked, columns), columns, method: 'cramers_v', where: asked.rows.where, minimum: null, maximum }]
}
