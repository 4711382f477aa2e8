/** How much of a value is kept. */
export interface CaptureLimits {
  /** UTF-8 bytes of the whole text, 128 at least. */
  readonly maxBytes: number;
  /** Objects and lists within each other; deeper ones are only named. */
  readonly maxDepth: number;
}
