import { aggregateExpectations } from './aggregates.ts'
import { distributionExpectations } from './distributions.ts'
import type { Definition } from './expectation.ts'
import { severalColumnExpectations } from './several-columns.ts'
import { tableExpectations } from './table.ts'
import { textExpectations } from './texts.ts'
import { typeExpectations } from './types.ts'
import { valueExpectations } from './values.ts'

/** Every expectation that is read, by its name. */
export const definitions: ReadonlyMap<string, Definition> = new Map(
  [
    tableExpectations,
    typeExpectations,
    valueExpectations,
    textExpectations,
    aggregateExpectations,
    distributionExpectations,
    severalColumnExpectations,
  ].flatMap((family) => Object.entries(family)),
)
