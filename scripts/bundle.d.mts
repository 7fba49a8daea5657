/** Null where the bundle was there already, else the milliseconds that building it took. */
export declare function ensureBundle(): number | null
