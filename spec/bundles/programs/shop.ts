/**
 * A program that is bundled with everspan inside it: `node shop WAY`, where
 * `next` is the next start, and the others are ways to die.
 */
import { readdirSync } from 'node:fs';
import { init, stats, task, workflow } from 'everspan';
import { extract, inject, producer, resume, suspend } from 'everspan/messaging';

interface Card {
  readonly number: string;
  readonly password: string;
}

const ENDINGS: Readonly<Record<string, () => unknown>> = {
  exit: () => process.exit(3),
  throw: () => {
    throw new Error('no such card');
  },
  kill: () => process.kill(process.pid, 'SIGKILL'),
  end: () => undefined,
};

class Shop {
  readonly #ending: string;

  constructor(ending: string) {
    this.#ending = ending;
  }

  @workflow({ name: 'place order', correlationId: (id: string) => id })
  async place(id: string): Promise<void> {
    const items = [...this.items()];
    const token = await this.send(items);
    await resume(token, 'deliver order', () => Promise.resolve());
    this.charge({ number: id, password: 'hunter2' });
  }

  @task
  *items(): Generator<string> {
    yield 'tea';
  }

  @producer({ name: 'send order', system: 'memory', destination: 'orders' })
  send(items: readonly string[]): Promise<ReturnType<typeof suspend>> {
    const headers = inject<Record<string, string>>({});
    extract(headers);
    console.log(items.length, Object.keys(headers).sort().join());
    return Promise.resolve(suspend());
  }

  @task({ capture: true })
  charge(card: Card): unknown {
    return card.number && ENDINGS[this.#ending]?.();
  }
}

/** Lives until nothing that others left is there. */
function awaitRecovery(): void {
  const folder = process.env['EVERSPAN_JOURNAL_DIR'] ?? '';
  const isLeft = (name: string): boolean =>
    name.includes('.everspan') && !name.startsWith(`${String(process.pid)}-`);
  setInterval(() => {
    if (!readdirSync(folder).some(isLeft)) process.exit(0);
  }, 20);
}

const [way = 'end'] = process.argv.slice(2);
init({ serviceName: 'shop' });
if (way === 'next') awaitRecovery();
else void new Shop(way).place('o-1').then(() => console.log(stats().owner));
