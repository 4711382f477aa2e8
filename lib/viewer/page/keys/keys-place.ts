/** Where the keys of the page go. */

/** To nothing that was chosen: they may be brought to where they are of use. */
export function areKeysNowhere(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement.matches('body, main');
}
