import { inferContract } from '@seaworthy/contracts'
import type { Engine } from '../engine.ts'
import { profileTable } from '../profile-table.ts'
import type { Table } from '../table.ts'
import { inferEvidence } from './infer-evidence.ts'

/** Profiles a table, looks up what the profile does not say, and proposes a contract: {@link inferContract}. */
export async function infer(engine: Engine, table: Table, { name, source }: { readonly name: string; readonly source: string }): Promise<string> {
  const profile = await profileTable(engine, table, { window: null })
  return inferContract(profile, { name, path: source, evidence: await inferEvidence(engine, table) })
}
