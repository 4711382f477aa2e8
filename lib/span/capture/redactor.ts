/** What must not leave the process. */
export interface Redactor {
  /** Whether what stands under `key` is hidden. */
  hidesKey(key: string): boolean;
  /** `value` without what looks like a secret. */
  text(value: string): string;
}
