/** What a sample prints, without what differs from run to run. Pure. */

/** Frames tell where the checkout is, and lines that move. */
const FRAME = /^[│\s]+(at .+|… \d+ more)$/;
/** Right-aligned, so what stands before it differs as well. */
const DURATION = / +\d[\d.]* (ns|µs|ms|s|min|h)\b/g;
const PORT = /(127\.0\.0\.1|localhost):\d+/g;
const TRACE_ID = /\b[0-9a-f]{32}\b/g;
const SPAN_ID = /\b[0-9a-f]{16}\b/g;

export function masked(output: string): string {
  const lines = output.split('\n').filter((line) => !FRAME.test(line));
  return lines.map(maskLine).join('\n');
}

function maskLine(line: string): string {
  return line
    .replace(DURATION, ' <time>')
    .replace(PORT, '$1:<port>')
    .replace(TRACE_ID, '<trace>')
    .replace(SPAN_ID, '<span>');
}
