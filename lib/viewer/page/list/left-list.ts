/** Where the list of runs was left, so that one comes back to the same place. */

export interface LeftList {
  /** The address of what was shown, and in which order. */
  place: string;
  selected: string | undefined;
  scrollTop: number;
}

/** As long as the page is not loaded anew. */
export const leftList: LeftList = {
  place: '',
  selected: undefined,
  scrollTop: 0,
};
