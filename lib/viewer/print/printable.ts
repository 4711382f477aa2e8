/** What was sent, made harmless for a terminal. Pure. */

// eslint-disable-next-line no-control-regex -- control characters are the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** `text` with a replacement for each control character. */
export function printable(text: string): string {
  return text.replace(CONTROL, '\ufffd');
}
