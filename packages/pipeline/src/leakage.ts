import type { DataPlan, LeakageKind, ModelPlan } from '@seaworthy/config'
import type { Leakage, Session } from '@seaworthy/datasets'
import type { LeakageFinding } from '@seaworthy/record'
import type { LockedDataset } from './locked-data.ts'

interface LeakageQuestion {
  /** The base's where it has one: a change does not decide which leakage is looked for, nor what names a unit. */
  readonly model: ModelPlan
  readonly datasets: ReadonlyMap<string, LockedDataset>
  readonly session: Session
  /** What production was trained on, where that is known. */
  readonly production: LockedDataset | null
}

/** What each other dataset shares with the training rows, with the severity that the policy gives each kind. */
export async function leakageFindings({ model, datasets, session, production }: LeakageQuestion): Promise<readonly LeakageFinding[]> {
  const train = datasets.get('train')
  if (!train) return []
  const found: LeakageFinding[] = [...(await productionFindings({ model, datasets, session, production }))]
  for (const [name, test] of datasets) {
    if (name === 'train') continue
    const judging = name === model.evaluate.dataset
    // What a feature tells of the label is a matter of training rows alone: it is asked once.
    const kinds = new Set(asked(model).filter((kind) => judging || kind !== 'label_in_feature'))
    if (kinds.size === 0) continue
    const facts = await session.leakage({
      train,
      test,
      ids: idsOf(model, [test.plan, train.plan]),
      label: train.plan.label ?? test.plan.label,
      time: test.plan.time ?? train.plan.time,
      kinds,
    })
    found.push(...findings(facts, { model, train: 'train', test: name }))
  }
  return found
}

const flattering: readonly LeakageKind[] = ['duplicate_rows', 'shared_ids', 'time_overlap']

// What production has seen makes it look better than it is: a new model is then judged too strictly, which is no reason to block it.
async function productionFindings({ model, datasets, session, production }: LeakageQuestion): Promise<readonly LeakageFinding[]> {
  const test = datasets.get(model.evaluate.dataset)
  const kinds = new Set(asked(model).filter((kind) => flattering.includes(kind)))
  if (!production || !test || kinds.size === 0) return []
  const { plan } = production
  const facts = await session.leakage({
    train: production,
    test,
    ids: idsOf(model, [test.plan, plan]),
    label: plan.label ?? test.plan.label,
    time: test.plan.time ?? plan.time,
    kinds,
  })
  return findings(facts, { model, train: "production's training data", test: test.plan.name }).map((one) => ({
    ...one,
    severity: 'warning' as const,
  }))
}

function idsOf(model: ModelPlan, plans: readonly DataPlan[]): readonly string[] {
  const ruling = plans.map(({ name }) => model.data.find((one) => one.name === name))
  return [...ruling, ...plans].find((plan) => plan !== undefined && plan.id.length > 0)?.id ?? []
}

function asked({ leakage }: ModelPlan): readonly LeakageKind[] {
  return (Object.keys(leakage) as LeakageKind[]).filter((kind) => leakage[kind] !== 'off')
}

interface Named {
  readonly model: ModelPlan
  readonly train: string
  readonly test: string
}

function findings(facts: Leakage, { model, train, test }: Named): readonly LeakageFinding[] {
  const severity = (kind: LeakageKind) => (model.leakage[kind] === 'block' ? ('error' as const) : ('warning' as const))
  const rows = (kind: LeakageKind, count: number | null, message: (count: string) => string): LeakageFinding[] =>
    count === null || count === 0
      ? []
      : [
          {
            kind,
            severity: severity(kind),
            datasets: [train, test],
            column: null,
            count,
            share: share(count, facts.testRows),
            observed: null,
            message: message(grouped(count)),
          },
        ]
  const { timeOverlap, conflictingLabels } = facts
  return [
    ...rows('duplicate_rows', facts.duplicateRows, (count) => `${count} rows of ${test} stand in ${train} as well, equal in every column`),
    ...rows('shared_ids', facts.sharedIds, (count) => `${count} rows of ${test} have an id that ${train} has too`),
    ...rows(
      'time_overlap',
      timeOverlap?.rows ?? 0,
      (count) =>
        `${count} rows of ${test} are not after ${train}: that goes until ${timeOverlap?.trainUntil}, ${test} begins at ${timeOverlap?.testFrom}`,
    ),
    ...(conflictingLabels ? conflicts(conflictingLabels, { facts, severity: severity('conflicting_labels'), train, test }) : []),
    ...labelFeatures(facts, { severity: severity('label_in_feature'), train }),
  ]
}

function labelFeatures(
  { labelFeatures: told }: Leakage,
  { severity, train }: { readonly severity: LeakageFinding['severity']; readonly train: string },
): readonly LeakageFinding[] {
  return (told?.found ?? []).map(({ column, measure, value }) => ({
    kind: 'label_in_feature',
    severity,
    datasets: [train],
    column,
    count: told?.rows ?? 0,
    share: 1,
    observed: value,
    message: `alone it tells the label (${measure === 'roc_auc' ? 'AUC' : 'rank correlation'} ${value.toFixed(3)}): if it is known only afterwards, leave it out of the features`,
  }))
}

interface Conflicts {
  readonly facts: Leakage
  readonly severity: LeakageFinding['severity']
  readonly train: string
  readonly test: string
}

function conflicts(
  counts: { readonly train: number; readonly test: number },
  { facts, severity, train, test }: Conflicts,
): readonly LeakageFinding[] {
  const sides = [
    { name: train, count: counts.train, rows: facts.trainRows },
    { name: test, count: counts.test, rows: facts.testRows },
  ]
  return sides.flatMap(({ name, count, rows }): LeakageFinding[] =>
    count === 0
      ? []
      : [
          {
            kind: 'conflicting_labels',
            severity,
            datasets: [name],
            column: null,
            count,
            share: share(count, rows),
            observed: null,
            message: `${grouped(count)} rows of ${name} equal another row in every feature and differ from it in the label`,
          },
        ],
  )
}

function share(count: number, rows: number): number {
  return rows === 0 ? 0 : count / rows
}

function grouped(count: number): string {
  return count.toLocaleString('en')
}
