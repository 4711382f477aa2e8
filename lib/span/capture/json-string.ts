/** Strings as JSON text of a bounded size. */

/** `text` as JSON where that takes no more than `maxBytes`. */
export function wholeJsonString(
  text: string,
  maxBytes: number,
): string | undefined {
  if (text.length > maxBytes) return undefined;
  const json = JSON.stringify(text);
  const isSure = json.length * MAX_BYTES_OF_UNIT <= maxBytes;
  return isSure || Buffer.byteLength(json) <= maxBytes ? json : undefined;
}

/** UTF-8 takes at most three bytes for a unit of UTF-16. */
const MAX_BYTES_OF_UNIT = 3;

/** The longest beginning of `text` found that fits with `mark` behind it. */
export function cutJsonString(
  text: string,
  mark: string,
  maxBytes: number,
): string {
  let kept = Math.min(text.length, maxBytes);
  for (;;) {
    const json = JSON.stringify(beginning(text, kept) + mark);
    const bytes = Buffer.byteLength(json);
    if (bytes <= maxBytes || kept === 0) return json;
    // A unit takes 1 to 6 bytes: by rule of three, until it fits.
    kept = Math.min(kept - 1, Math.floor((kept * maxBytes) / bytes));
  }
}

/** The first `length` units of `text`, but no half of a character. */
export function beginning(text: string, length: number): string {
  if (length >= text.length) return text;
  const last = text.charCodeAt(length - 1);
  const isHalved = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHalved ? length - 1 : length);
}
