/** Below so many clusters nothing is concluded; below the second number a reader is warned. */
export const fewestClusters = 10
export const dependableClusters = 30

/** What a slice must have to be judged alone; the rest is pooled as "other". */
export const sliceLimits = { rows: 500, rowsOfEachClass: 10, clusters: fewestClusters } as const

/** A drawing shows no sum over fewer rows: as few as a slice needs of each class. */
export const fewestDrawnRows: number = sliceLimits.rowsOfEachClass

/** More findings by slice would not fit into a section of 1 MiB, beside those of a proposed policy. */
export const mostSliceFindings = 450

/** From so many candidates on one test set on, a reader is told what the best of them owes to chance. */
export const manyCandidates = 20

/** A gate that an equally good model passes less often than this is too narrow for its test set. */
export const dependablePassIfEqual = 0.8
