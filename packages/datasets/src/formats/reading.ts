import type { ContractObject } from '@seaworthy/contracts'

/** How text files are read: the columns that a contract describes, and their dialect. A whole object of a contract will do. */
export type Reading = Pick<ContractObject, 'columns' | 'text'>
