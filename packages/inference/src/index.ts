export type { Batch, BatchColumn } from './batch.ts'
export { type Device, devices, type OpenOptions } from './create-session.ts'
export { describeModel, type ModelDescription } from './describe-model.ts'
export { InferenceError, type InferenceErrorCode } from './errors.ts'
export type { OrtModule } from './feeds.ts'
export { type PackedFolder, packFolder } from './folder/pack-folder.ts'
export { isPackedFolder, unpackFolder } from './folder/unpack-folder.ts'
export type { ModelFormat } from './formats/model-format.ts'
export type { PickleFindings } from './formats/scan-pickle.ts'
export type { Model, ModelValue, ScoreOptions } from './model.ts'
export { nearestName } from './nearest-name.ts'
export { openModel } from './open-model.ts'
export type { OutputData, OutputTensor } from './output-tensor.ts'
export { type ClassRuns, classRuns } from './pictures/class-runs.ts'
export {
  type DetectedBoxes,
  type FoundBoxes,
  type FoundMap,
  joinedBoxes,
  joinedMaps,
  type SegmentedImages,
} from './pictures/image-answers.ts'
export type { Picture } from './pictures/picture.ts'
export { type Numbers, type Prediction, type PredictionKind, type PredictOptions, predictionKinds, type Quantiles } from './prediction.ts'
export { type ModelFile, readModelFile } from './read-model-file.ts'
