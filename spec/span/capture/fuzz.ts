/**
 * Captures random values and looks whether every promise was kept.
 *
 * `npm run fuzz` takes 100 000 values and a new seed;
 * `npm run fuzz -- --values 1000 --seed 42` repeats a run.
 */
import { parseArgs } from 'node:util';
import { captureValue } from '../../../lib/span/capture/capture-value';
import { portraitOf } from './portrait';
import { type Intrusions, RandomValues } from './random-value';
import { hidesSecrets } from './redactors';

/** What went wrong with which value of which seed. */
export interface Broken {
  readonly nth: number;
  readonly promise: string;
  readonly text: string;
}

/** The first promise that is broken by `values` values, if one is. */
export function fuzz(seed: number, values: number): Broken | undefined {
  const intrusions: Intrusions = { count: 0 };
  const random = new RandomValues(seed, intrusions);
  for (let nth = 0; nth < values; nth++) {
    const limits = {
      maxBytes: 128 + random.whole(2_000),
      maxDepth: 1 + random.whole(9),
    };
    const { value, made } = random.next();
    const before = portraitOf(made);
    const seen = [...made];
    const text = captureOrError(value, limits);
    const isUntouched = portraitOf(seen) === before;
    const promise = brokenPromise(text, limits.maxBytes, intrusions);
    if (promise !== undefined) return { nth, promise, text };
    if (!isUntouched) return { nth, promise: 'changes nothing', text };
  }
  return undefined;
}

function captureOrError(
  value: unknown,
  limits: { maxBytes: number; maxDepth: number },
): string {
  try {
    return captureValue(value, limits, hidesSecrets);
  } catch (error) {
    return `thrown: ${String(error)}`;
  }
}

function brokenPromise(
  text: string,
  maxBytes: number,
  intrusions: Intrusions,
): string | undefined {
  if (text.startsWith('thrown:')) return 'never throws';
  if (text === '"[unreadable]"') return 'does not fail itself';
  if (Buffer.byteLength(text) > maxBytes) return 'stays below its bytes';
  if (!isJson(text)) return 'is valid JSON';
  if (/hunter2|SECRET\d/.test(text)) return 'hides secrets';
  return intrusions.count > 0 ? 'runs no code of the host' : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function main(): void {
  const { values: given } = parseArgs({
    options: { values: { type: 'string' }, seed: { type: 'string' } },
  });
  const seed = Number(given.seed ?? Date.now() % 1_000_000);
  const values = Number(given.values ?? 100_000);
  process.env['EVERSPAN_LOG'] = 'off';
  const begin = process.hrtime.bigint();
  const broken = fuzz(seed, values);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  console.log(`seed ${seed}, ${values} values, ${seconds.toFixed(1)} s`);
  if (broken === undefined) return;
  console.error(
    `value ${broken.nth} breaks "${broken.promise}": ${broken.text}`,
  );
  process.exitCode = 1;
}

if (require.main === module) main();
