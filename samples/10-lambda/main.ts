/**
 * AWS Lambda, played: a sandbox runs a handler. When it asks for the next event
 * it is frozen until there is one, and in the end it is killed.
 */
import { play, type Stage } from '../support/stage';
import { RuntimeApi, type Outcome } from './runtime-api';

const EVENTS: readonly (readonly [handler: string, event: object])[] = [
  ['place', { order: 'o-7' }],
  ['place', { order: 'o-9' }],
  ['report', { order: 'o-7' }],
];

function tell(
  handler: string,
  outcome: Outcome | undefined,
  stage: Stage,
): void {
  const arrived = stage.spans().length;
  console.log(`${handler}: ${outcome?.kind ?? ''} ${outcome?.body ?? ''}`);
  console.log(`frozen; ${String(arrived)} spans have arrived`);
}

void play(__dirname, async (stage) => {
  for (const handler of ['place', 'report']) {
    const api = await RuntimeApi.start();
    const sandbox = stage.start('sandbox', {
      args: [handler],
      env: { AWS_LAMBDA_RUNTIME_API: api.host },
    });
    await sandbox.said(/takes/);
    for (const [, event] of EVENTS.filter(([name]) => name === handler)) {
      sandbox.kill('SIGCONT');
      const outcome = await api.invoke(event);
      sandbox.kill('SIGSTOP');
      tell(handler, outcome, stage);
    }
    sandbox.kill('SIGKILL');
    await sandbox.end;
    await api.close();
  }
});
