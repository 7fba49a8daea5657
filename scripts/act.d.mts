export type FoundTool =
  | { readonly path: string; readonly reason: null; readonly buildMs: number }
  | { readonly path: null; readonly reason: string; readonly buildMs: number }

export function ensureAct(): FoundTool
export function ensureActionlint(): FoundTool
