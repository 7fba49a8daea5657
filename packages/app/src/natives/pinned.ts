// Written by pin.mjs: versions are changed there.
import type { PinnedPackage } from './library.ts'

export const packages: readonly PinnedPackage[] = [
  {
    name: '@duckdb/node-api',
    version: '1.5.5-r.5',
    integrity: 'sha512-ZMX+sel3DjSKbGuQ44Y5Tp5LwYjlJkhB5faKr+9sSMcxixDMSW+8vaTOD1uRDuN9o0udUoCY/XX9PI1haEZuZg==',
  },
  {
    name: '@duckdb/node-bindings',
    version: '1.5.5-r.5',
    integrity: 'sha512-sR7x91TfBunLqLbdvrcdiPCU+VGEQFPicxh1STZM402fuHW2ituPTAo2bY3IlntsvJShltrKF4R6B+JYPlAPZg==',
  },
  {
    name: '@duckdb/node-bindings-linux-x64',
    version: '1.5.5-r.5',
    integrity: 'sha512-kCyq6BXhn6QXfwF8yVdVKriSSHP+rfVWcJ56cG8qZzlOZpxyvT5WGm6jMshxg4ditLlOsHsIN/D47RYrcjXuHQ==',
  },
  {
    name: '@duckdb/node-bindings-linux-x64-musl',
    version: '1.5.5-r.5',
    integrity: 'sha512-S5qEc7F+GjXt85T2xArjjvN5oc/IjtH6zsLJsuo8N3fQolheBCefemIMdZoK2Jik8a0sBxidiS6Ld4qprMPPDw==',
  },
  {
    name: '@duckdb/node-bindings-linux-arm64',
    version: '1.5.5-r.5',
    integrity: 'sha512-CafH2AIvXtpwDynG3KB/4uEOHRGlFoB7auCRMIwH3BKNIobsANV5LSpDJ3tfyRCFIsK6e8AT1eseWVnu2Dv3cw==',
  },
  {
    name: '@duckdb/node-bindings-linux-arm64-musl',
    version: '1.5.5-r.5',
    integrity: 'sha512-00z3mYHUBAucp3L73EoftKDdaGOaV8ENELejiT+PK7dFjTzdXxqhJwZ1LaQV1/zEhIecz+x23f6WvFhWw+7XXQ==',
  },
  {
    name: '@duckdb/node-bindings-darwin-x64',
    version: '1.5.5-r.5',
    integrity: 'sha512-rN0KjX13MwVQ5V5ufykolty/tf4SaafOpGWcUA1Cegf98jPeRdsJsEE1IMXn8n3u6WvMSZEVJmHJ3ma4Hr7Vzg==',
  },
  {
    name: '@duckdb/node-bindings-darwin-arm64',
    version: '1.5.5-r.5',
    integrity: 'sha512-WJdeLTFy4pRg60rkbp9smtlP1iIQ8ErtIJkxS+2LQtM1ZZMSByyW+3WPpNoKe7IwPtVl2fLlPw7tDmQW4Z974g==',
  },
  {
    name: '@duckdb/node-bindings-win32-x64',
    version: '1.5.5-r.5',
    integrity: 'sha512-mBGFn8netT/AAhK4TOG6Fw47+Db68CxCVtQ9qfxZc1kZAjds+aYrh17Fd/u5CbTDdxILsrcyuF8q9cUcm54kQA==',
  },
  {
    name: '@duckdb/node-bindings-win32-arm64',
    version: '1.5.5-r.5',
    integrity: 'sha512-L3Mroc23xhqOowWVElni8LgEmsm5e9DdG1y2pLka/1ug3Pl2vpQMl1Phxwz4UEMF8DOBbMgN5BBNrYwG2BFo+g==',
  },
  {
    name: 'detect-libc',
    version: '2.1.2',
    integrity: 'sha512-Btj2BOOO83o3WyH59e8MgXsxEQVcarkUOpEYrubB0urwnN10yQ364rsiByU11nZlqWYZm05i/of7io4mzihBtQ==',
  },
  {
    name: 'onnxruntime-node',
    version: '1.30.0',
    integrity: 'sha512-twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw==',
  },
  {
    name: 'onnxruntime-common',
    version: '1.30.0',
    integrity: 'sha512-7fdVWjAID1dVhH/G8qK3APARunV4VkBFoCQAP7qp4Wkab0mrorvmc+sqiT+mKXOzDqdjN5j+/Z9nb4gzNPWcyA==',
  },
  {
    name: 'onnxruntime-web',
    version: '1.30.0',
    integrity: 'sha512-q0y+JrrtukXSzsBWEMccVfqX25LRmosXHF+CaRJmg8pZClzcV7svNc4rKY3jL02Vb7QmRMDs1SigqR4CXAfKYQ==',
  },
]

/** Digest of the files of each build as they lie in the tool cache, see `installDigest`. */
export const installDigests: Readonly<Record<string, string>> = {
  'duckdb/linux-x64': 'sha256:caf99821ef95402ee39b2bd437e7278a58ddb71d6e5409b1c956acdde1b77a2d',
  'duckdb/linux-x64-musl': 'sha256:b504455ba3af84ce8642fb21e8a0ab731228f0c5267e7a20c5f4844ec216f4e8',
  'duckdb/linux-arm64': 'sha256:4dc09a42f32fe9f1961aa164d81a9480e133c6200448561779cb4f6c823eab94',
  'duckdb/linux-arm64-musl': 'sha256:a1a355078e6852b553dff58739f523daeccaf52728a0e1f4a7e849cc03cecabd',
  'duckdb/darwin-x64': 'sha256:97b9157e571963444db282c050a22c6de6678c550913db2d58529231bd6714a8',
  'duckdb/darwin-arm64': 'sha256:70b4bab2689db0747bf3eedba5f526aa027445001a17638fc140d68199ab81cb',
  'duckdb/win32-x64': 'sha256:620c85effe568d000765c104d1649c6a197c49c5da9475a961d31243f28fbd17',
  'duckdb/win32-arm64': 'sha256:91e03b1f733e748c8e75090e007cf8d7c56e3936a8d4ae22b7e8724d517cc5e7',
  'onnxruntime/linux-x64': 'sha256:5473f48e345b0e955b21cf3735485fd91883585a25fa5d624f80329ffa34be3a',
  'onnxruntime/linux-arm64': 'sha256:159fa4927854e2166008dcb721283b1167afa7e6129e16a40b61f19dc32b0d65',
  'onnxruntime/darwin-arm64': 'sha256:56c05e2dbc8570958b8642372e9b6591f04e75a644f32f800250f60788e9a2bf',
  'onnxruntime/win32-x64': 'sha256:73dde29717c3f9f8ba0eda7e054f3266a8c00ce2bc2644200feced11ced48c92',
  'onnxruntime/win32-arm64': 'sha256:8ba98228c8f237d6dda371a2dc4637a7de54ea53b0b72741b38f8e023c15e7a6',
  'onnxruntime-wasm/linux-x64': 'sha256:5b39cdc53714fc1c8c6829ab81de42b466b1646f6b41934824b7a9737eebcd02',
  'onnxruntime-wasm/linux-x64-musl': 'sha256:5b39cdc53714fc1c8c6829ab81de42b466b1646f6b41934824b7a9737eebcd02',
  'onnxruntime-wasm/linux-arm64': 'sha256:5b39cdc53714fc1c8c6829ab81de42b466b1646f6b41934824b7a9737eebcd02',
  'onnxruntime-wasm/linux-arm64-musl': 'sha256:5b39cdc53714fc1c8c6829ab81de42b466b1646f6b41934824b7a9737eebcd02',
  'onnxruntime-wasm/darwin-x64': 'sha256:5b39cdc53714fc1c8c6829ab81de42b466b1646f6b41934824b7a9737eebcd02',
  'onnxruntime-wasm/darwin-arm64': 'sha256:5b39cdc53714fc1c8c6829ab81de42b466b1646f6b41934824b7a9737eebcd02',
  'onnxruntime-wasm/win32-x64': 'sha256:5b39cdc53714fc1c8c6829ab81de42b466b1646f6b41934824b7a9737eebcd02',
  'onnxruntime-wasm/win32-arm64': 'sha256:5b39cdc53714fc1c8c6829ab81de42b466b1646f6b41934824b7a9737eebcd02',
}
