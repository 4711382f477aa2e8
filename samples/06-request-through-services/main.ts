/** One request through three services, each a process of its own. */
import { play, type Actor } from '../support/stage';

async function urlOf(service: Actor): Promise<string> {
  const [, url = ''] = await service.said(/^listens on (.+)$/);
  return url;
}

void play(__dirname, async (stage) => {
  const database = stage.start('database');
  const DATABASE_URL = await urlOf(database);
  const users = stage.start('users', { env: { DATABASE_URL } });
  const USERS_URL = await urlOf(users);
  const gateway = stage.start('gateway', { env: { USERS_URL } });
  const url = await urlOf(gateway);

  for (const user of ['ada', 'bob']) {
    const response = await fetch(`${url}/profile/${user}`);
    console.log(`${user}: ${String(response.status)} ${await response.text()}`);
  }
  for (const service of [gateway, users, database]) {
    service.kill('SIGTERM');
    await service.end;
  }
});
