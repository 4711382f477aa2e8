/** Text of strangers, made safe to look at. Pure. */

/**
 * Control characters, and those that turn the direction of writing or take no
 * room: with them a name could be made to read as another.
 */
const UNSEEN =
  // eslint-disable-next-line no-control-regex -- control characters are the point
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const LINE_BREAKS = /[\t\n]/g;
const DELETE = 0x7f;
const FIRST_PICTURE = 0x2400;
const PICTURE_OF_DELETE = '\u2421';

/** `text` with each unseen character as a picture or a code; lines stay. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, shown);
}

/** `visibleText` on one line. */
export function visibleLine(text: string): string {
  return visibleText(text).replace(LINE_BREAKS, shown);
}

function shown(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(FIRST_PICTURE + code);
  if (code === DELETE) return PICTURE_OF_DELETE;
  return `\u27e8${code.toString(16).toUpperCase().padStart(4, '0')}\u27e9`;
}
