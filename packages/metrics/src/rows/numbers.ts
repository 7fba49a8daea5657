/** Measured numbers, one per unit or cell. Single precision keeps a model's own float32 scores in half the memory. */
export type Numbers = Float64Array | Float32Array

/** Places in a list of values, one per unit: as narrow as the list allows. */
export type Codes = Uint8Array | Uint16Array | Int32Array
