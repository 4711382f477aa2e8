/** What the tool is for. It knows nothing of arguments and exit codes. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { task, workflow } from 'everspan';

export class Ledger {
  @workflow({
    name: 'sum',
    correlationId: (file: string) => basename(file),
    attributes: (_file: string, follow: boolean) => ({
      'cli.flag.follow': follow,
    }),
  })
  async sum(file: string, follow: boolean): Promise<number> {
    let total = 0;
    for await (const amount of this.amounts(file)) total += amount;
    if (follow) await this.more();
    return total;
  }

  @task
  async *amounts(file: string): AsyncGenerator<number> {
    const text = await readFile(file, 'utf8');
    for (const line of text.split('\n')) yield this.parse(line);
  }

  @task
  parse(line: string): number {
    const [, amount] = line.split(',');
    if (amount === undefined) throw new SyntaxError(`no amount in "${line}"`);
    return Number(amount);
  }

  @task('wait for more')
  more(): Promise<void> {
    console.log('waits for more, until Ctrl-C');
    setInterval(() => undefined, 60_000);
    return new Promise(() => undefined);
  }
}
