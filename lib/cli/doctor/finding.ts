/** What a look at something came to. */
export interface Finding {
  /**
   * `note`: worth knowing, but nothing to mend; `wrong`: spans are lost or
   * wrong until it is mended.
   */
  readonly level: 'ok' | 'note' | 'wrong';
  /** Stable, for whoever looks it up. */
  readonly code: string;
  readonly says: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/** As it should be. */
export function ok(code: string, says: string): Finding {
  return { level: 'ok', code, says };
}

/** Nothing that has to be mended. */
export function note(code: string, says: string, remedy?: string): Finding {
  return { level: 'note', code, says, ...(remedy && { remedy }) };
}

/** Has to be mended. */
export function wrong(code: string, says: string, remedy: string): Finding {
  return { level: 'wrong', code, says, remedy };
}
