/** Parts of a page that programs write, between parts that people write. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/**
 * Puts `body` between the marks of the section `name` of a page in Markdown.
 * All else stays as it is.
 *
 * @throws Error - if the page has no such marks
 */
export async function writeSection(
  file: string,
  name: string,
  body: string,
): Promise<void> {
  const page = withSection(readFileSync(file, 'utf8'), name, body);
  const config = await resolveConfig(file);
  writeFileSync(file, await format(page, { ...config, parser: 'markdown' }));
}

/** The page with another body in its section. */
export function withSection(page: string, name: string, body: string): string {
  const begin = `<!-- written: ${name} -->`;
  const end = `<!-- end: ${name} -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`no section ${name}`);
  const before = page.slice(0, from + begin.length);
  return `${before}\n\n${body}\n\n${page.slice(to)}`;
}
