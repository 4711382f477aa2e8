/** Receives, holds and shows traces. The list of names. */
export { decodeTraces } from './otlp/decode';
export type { Encoding } from './otlp/body';
export type { Decoded } from './otlp/decode';
export type { ReceivedLog } from './store/received-log';
export { printTree } from './print/print-tree';
export type { PrintOptions } from './print/print-tree';
export type {
  Attributes,
  AttributeValue,
  ReceivedEvent,
  ReceivedLink,
  ReceivedResource,
  ReceivedScope,
  ReceivedSpan,
  ReceivedStatus,
} from './store/received-span';
export { serve } from './serve';
export type { ServeOptions, Viewer } from './serve';
export { TraceStore } from './store/trace-store';
export type {
  StoredTrace,
  StoreOptions,
  StoreStats,
} from './store/trace-store';
export { buildTree, rowsOf } from './tree';
export type { Placement, TreeNode, TreeRow } from './tree';
