/** Ajv for draft-07; the first call loads it. */
export declare function ajv(): typeof import('ajv')
/** Ajv for draft 2020-12; the first call loads it. */
export declare function ajv2020(): typeof import('ajv/dist/2020.js')
