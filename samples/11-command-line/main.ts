/** A command-line tool: asked for help, misused, run, failing, interrupted. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { play } from '../support/stage';

void play(__dirname, async (stage) => {
  const file = (name: string, lines: readonly string[]): string => {
    const path = join(stage.folder, name);
    writeFileSync(path, lines.join('\n'));
    return path;
  };

  await stage.run('tool', { args: ['--help'] });
  await stage.run('tool', { args: ['sum'] });
  await stage.run('tool', {
    args: ['sum', file('good.csv', ['tea,2', 'cup,5'])],
  });
  await stage.run('tool', { args: ['sum', file('bad.csv', ['cup'])] });

  const endless = stage.start('tool', {
    args: ['sum', '--follow', file('log.csv', ['tea,2'])],
  });
  await endless.said(/^waits for more/);
  endless.kill('SIGINT');
  await endless.end;
});
