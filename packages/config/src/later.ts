const later: Readonly<Record<string, readonly string[]>> = {
  '': ['store', 'stores', 'runners'],
  'models.*': ['sweep', 'card', 'serve'],
  'models.*.data.*': ['store'],
  'models.*.train': ['gpu', 'checkpoints', 'image', 'launcher'],
  'models.*.release': ['approve', 'from'],
  'models.*.deploy.*': ['canary', 'environment'],
  'models.*.monitor': ['predictions', 'estimate'],
}

/** Whether a key is foreseen but does not exist yet, by the section that it stands in: `models.*.train`. */
export function isLaterKey(section: string, key: string): boolean {
  return later[section]?.includes(key) ?? false
}
