import { type CutPlan, planCut } from '@seaworthy/config'
import type { Policies } from '../policy-of-plan.ts'

/** How the rows are cut: by the `by` of gates and by the columns whose groups are compared, of both policies. */
export async function cutsOf({ judging, proposed }: Policies): Promise<readonly CutPlan[]> {
  const { fairnessColumns } = await import('@seaworthy/evaluation')
  const cuts = [judging, proposed].flatMap((one) => {
    const { gates = [], metrics = [] } = one?.model.evaluate ?? {}
    return [...gates.flatMap((gate) => gate.by), ...fairnessColumns(metrics).map((column) => planCut(column))]
  })
  return [...new Map(cuts.map((cut) => [cut.name, cut])).values()]
}
