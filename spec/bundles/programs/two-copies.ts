/** The copy in the bundle sets tracing up; the installed one annotates too. */
import { createRequire } from 'node:module';
import { init, stats, task, workflow } from 'everspan';

const [installed = ''] = process.argv.slice(2);
const other = createRequire(installed)('everspan') as typeof import('everspan');

init({ serviceName: 'orders' });
other.init({ serviceName: 'orders' });

workflow.run('place', () =>
  other.task.run('charge', () =>
    task.run('die', () => {
      console.log(other.stats().started, stats().started);
      process.exit(3);
    }),
  ),
);
