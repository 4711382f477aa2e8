/** What docs/configuration.md lists. */
import { read } from './samples';

const NAME = /`((?:OTEL|EVERSPAN)_[A-Z_]+)`/g;

/** The lines of the table under a heading of the page. */
export function table(heading: string): readonly string[] {
  const [, section = ''] = read('docs/configuration.md').split(heading);
  const [text = ''] = section.split('\n## ');
  return text.split('\n').filter((line) => line.startsWith('| `'));
}

/** The variables that rows are about: the first cell names them. */
export function namesIn(rows: readonly string[]): readonly string[] {
  return rows.flatMap((row) => {
    const [, names = ''] = row.split('|');
    return [...names.matchAll(NAME)].map(([, name = '']) => name);
  });
}
