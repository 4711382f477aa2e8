/** What lies on disk, as those see it who send it. */

/** An export request on disk. */
export interface Stored {
  /** Who is told when the backend has taken it. */
  readonly keeper: Keeper;
  /** @throws where the disk does not give it back */
  read(): Uint8Array;
}

/** Keeps requests until the backend has taken them. */
export interface Keeper {
  /** These need not be kept any longer. Never throws. */
  taken(stored: readonly Stored[]): void;
}
