export type FoundServer = { readonly path: string; readonly reason: null } | { readonly path: null; readonly reason: string }

export function ensureVersitygw(): FoundServer
