import type { Task } from '@seaworthy/config'
import type { LockedDataset } from '../../locked-data.ts'

/** Names that say nothing but what is true, whatever the configuration calls the label. */
const truths: readonly string[] = ['label', 'y_true']

/**
 * Of the columns of a dataset, those that tell what is true: the labels that any dataset of the model declares, those called `label` or
 * `y_true`, and where rows have several labels one for each, called after them: `label_<name>`. In other case a name is the same name.
 * @example labelColumns(['id', 'tags', 'Label_rain'], { task: 'multilabel-classification', dataset }) // with the label `tags`: ['tags', 'Label_rain']
 */
export function labelColumns(
  names: readonly string[],
  { task, dataset }: { readonly task: Task; readonly dataset: Pick<LockedDataset, 'plan' | 'siblings'> },
): readonly string[] {
  const declared = [dataset, ...(dataset.siblings?.values() ?? [])].flatMap(({ plan }) => (plan.label === null ? [] : [plan.label.toLowerCase()]))
  const labels = new Set([...declared, ...truths])
  const begins = (name: string) => task === 'multilabel-classification' && [...labels].some((label) => name.startsWith(`${label}_`))
  return names.filter((name) => labels.has(name.toLowerCase()) || begins(name.toLowerCase()))
}
