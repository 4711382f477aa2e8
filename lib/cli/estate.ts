/**
 * What the programs below a supervisor leave when they are killed, and how it
 * gets to where it was to go.
 */
import { after, hold, monotonicMs } from '../internal/clock';
import { reportInternal, say } from '../internal/diag';
import type { DeliveryPlan } from '../setup/delivery-plan';
import { hasLeftIn, usualFolder } from '../setup/journal-folder';
import type * as LeftBehind from '../setup/left-behind';
import type { Reception } from './reception';

/** A grandchild may die while the child lives on. */
const LOOK_MS = 500;
/** A look costs little, but a thousand old files add up. */
const REST_PER_WORK = 20;
/** A backend in trouble is not asked more often than this. */
const TROUBLE_MS = 10_000;
/** The time of a file may be a few milliseconds behind. */
const CLOCK_SLACK_MS = 100;

/** Sends what the dead left, while others live and at the end. */
export class Estate {
  readonly #reception: Reception | undefined;
  readonly #sinceMs: number;
  /** Settles when there is no more time. */
  readonly #over: Promise<void>;
  #endTime: () => void = () => undefined;
  #ownPlan: DeliveryPlan | undefined;
  #cancelLook: (() => void) | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isLooking = false;
  /** The last thing that stood in the way. */
  #why: string | undefined;

  /** @param startedMs when the child was started, since the epoch */
  constructor(reception: Reception | undefined, startedMs: number) {
    this.#reception = reception;
    this.#sinceMs = startedMs - CLOCK_SLACK_MS;
    this.#over = new Promise((resolve) => {
      this.#endTime = resolve;
    });
  }

  /** Looks around from time to time. */
  watch(): void {
    this.#lookAfter(LOOK_MS);
  }

  /**
   * The child is dead: sends what is left, for as long as the end of a process
   * may take, and tells of what could not be sent. Never rejects.
   */
  async settle(): Promise<void> {
    this.#cancelLook?.();
    if (!this.#isLooking && !(await this.#hasWork())) return;
    const budget = hold(loadLeftBehind().exitTimeoutMs());
    void budget.over.then(this.#endTime);
    await this.#looking;
    await this.#look();
    await this.#tellOfLeft();
    budget.release();
  }

  #lookAfter(waitMs: number): void {
    this.#cancelLook = after(waitMs, () => {
      const begunMs = monotonicMs();
      this.#isLooking = true;
      this.#looking = this.#look().then(() => {
        this.#isLooking = false;
        const restMs = (monotonicMs() - begunMs) * REST_PER_WORK;
        this.#lookAfter(Math.max(restMs, this.#why ? TROUBLE_MS : LOOK_MS));
      });
    });
  }

  async #look(): Promise<void> {
    this.#why = undefined;
    try {
      for (const plan of await this.#plansWithWork()) {
        const { why } = await loadLeftBehind().sendLeft(plan, {
          sinceMs: this.#sinceMs,
          waiter: 'end',
          patienceMs: plan.destination.timeoutMs,
          until: this.#over,
        });
        this.#why ??= why;
      }
    } catch (error) {
      reportInternal('sending what a process left', error);
    }
  }

  /** What was handed over comes first: it is what the program itself does. */
  async #plansWithWork(): Promise<readonly DeliveryPlan[]> {
    const given = (await this.#reception?.plans()) ?? [];
    const plans = given.filter(({ folder }) => this.#hasLeftIn(folder));
    const folder = usualFolder();
    if (folder === undefined || !this.#hasLeftIn(folder)) return plans;
    const own = this.#planOfEnvironment();
    return own ? [...plans, own] : plans;
  }

  /** Read when it is needed and not before: a bad variable is told of. */
  #planOfEnvironment(): DeliveryPlan | undefined {
    if (this.#ownPlan) return this.#ownPlan;
    const found = loadLeftBehind().planFromEnvironment();
    this.#ownPlan = found.kind === 'plan' ? found.plan : undefined;
    return this.#ownPlan;
  }

  #hasLeftIn(folder: string): boolean {
    return hasLeftIn(folder, this.#sinceMs);
  }

  async #hasWork(): Promise<boolean> {
    return (await this.#foldersWithWork()).length > 0;
  }

  async #foldersWithWork(): Promise<readonly string[]> {
    const plans = (await this.#reception?.plans()) ?? [];
    const folders = [usualFolder() ?? [], plans.map(({ folder }) => folder)];
    return [...new Set(folders.flat())].filter((each) => this.#hasLeftIn(each));
  }

  async #tellOfLeft(): Promise<void> {
    for (const folder of await this.#foldersWithWork()) {
      await this.#tellOfLeftIn(folder);
    }
  }

  async #tellOfLeftIn(folder: string): Promise<void> {
    const spans = await loadLeftBehind().spansLeftIn(folder, this.#sinceMs);
    if (spans === 0) return;
    const why = this.#why ?? 'it is not known here with which headers they go';
    say(
      `${String(spans)} span(s) of a process that was killed stay in ` +
        `${folder}: ${why}; the next start of that program sends them, or ` +
        '`everspan drain`',
    );
  }
}

/** Most programs leave nothing, and their supervisor needs nothing of it. */
function loadLeftBehind(): typeof LeftBehind {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return require('../setup/left-behind') as typeof LeftBehind;
}
