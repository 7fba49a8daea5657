export type { CheckOutcome, OffendingRow, Samples } from './check-outcome.ts'
export { contractObject } from './contract-object.ts'
export { type CsvType, csvTypes } from './csv-lexical.ts'
export type { DataFile, DataFormat } from './data-file.ts'
export { type DuckDbModule, type Engine, type EngineOptions, openEngine } from './engine.ts'
export { DatasetsError, type DatasetsErrorCode } from './errors.ts'
export { dataFilesIn, type FolderQuestion } from './formats/data-files-in.ts'
export { type Compression, formatOfName, type NamedFormat } from './formats/data-format.ts'
export type { Reading } from './formats/reading.ts'
export { plainEnding } from './formats/written-form.ts'
export type { LabelFeature } from './leakage/label-features.ts'
export type { Leakage, LeakageKind, LeakageQuestion } from './leakage/leakage.ts'
export { maskFor, type PersonalFinding } from './personal/personal-findings.ts'
export { type ClassMap, type DecodedClassMap, decodeClassMap } from './pictures/class-map.ts'
export { type DecodedPicture, decodePicture, type Picture } from './pictures/picture.ts'
export { fileLines, type PlacedText } from './places/file-lines.ts'
export { digestOf } from './profile/hidden-values.ts'
export type {
  CategoryCount,
  ColumnProfile,
  DerivedProfile,
  Histogram,
  NumericProfile,
  Profile,
  ProfileShape,
  TextProfile,
  TimeProfile,
} from './profile.ts'
export type { ProfileQuestion, TableProfiling } from './profile-table.ts'
export type { Batch, BatchColumn, HandedOut } from './read-batches.ts'
export type { ReferenceColumn, ReferenceProfile } from './reference-profile.ts'
export { type CheckAnswer, type CheckQuestion, openSession, type Session } from './session.ts'
export type { ColumnType } from './table.ts'
export { lastWindow, type ResolvedWindow, type WindowRule, type WindowUnit } from './window.ts'
