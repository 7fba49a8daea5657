import type { CheckKind } from '../check.ts'
import type { CatalogueEntry } from './catalogue-entry.ts'
import { catalogueOfStatistics } from './catalogue-of-statistics.ts'
import { catalogueOfTables } from './catalogue-of-tables.ts'
import { catalogueOfValues } from './catalogue-of-values.ts'

/** Every kind of check: where it belongs, exactly what it means, and how it is written in our own words. */
export const catalogue: { readonly [kind in CheckKind]: CatalogueEntry } = { ...catalogueOfTables, ...catalogueOfValues, ...catalogueOfStatistics }
