/** One row for each death: what arrives under each fault, and how it ends. */
import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { hostView } from '../support/host-view';
import type { FixtureEnd } from '../support/run-fixture';
import { ANNOTATED, DEATHS, SPANS_PER_DEATH, type Death } from './deaths';
import { dieAmid, dieBare, dieSupervised } from './die';
import type { Fault } from './faults';

/** How many of the annotated spans were there, in the worst run. */
export interface Arrived {
  readonly inTime: number;
  /** After the next start. */
  readonly inTheEnd: number;
}

export interface Row {
  readonly death: Death;
  readonly amid: ReadonlyMap<Fault, Arrived>;
  /** Below `everspan run`, when that is gone; where it can be tried. */
  readonly supervised: number | undefined;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The same end and output as without everspan, in every run. */
  readonly isHostSame: boolean;
  /** What should not be; the matrix fails if there is any. */
  readonly defects: readonly string[];
}

export interface Trial {
  readonly node: string;
  readonly faults: readonly Fault[];
  readonly repeat: number;
}

/** The children of a process are looked up where Linux has them. */
const CAN_SUPERVISE = existsSync('/proc/self/task');

/** Dies one death under each fault, as often as is asked for. */
export async function rowOf(death: Death, trial: Trial): Promise<Row> {
  const { node, faults, repeat } = trial;
  const row = new RowInWork(death, await dieBare(death, node));
  for (let nth = 0; nth < repeat; nth += 1) {
    for (const fault of faults) {
      row.noteAmid(fault, await dieAmid(fault, death, node));
    }
    if (CAN_SUPERVISE) row.noteSupervised(await dieSupervised(death, node));
  }
  return row.finish();
}

class RowInWork {
  readonly #death: Death;
  readonly #bare: FixtureEnd;
  readonly #amid = new Map<Fault, Arrived>();
  readonly #defects = new Set<string>();
  #supervised: number | undefined;
  #isHostSame = true;

  constructor(death: Death, bare: FixtureEnd) {
    this.#death = death;
    this.#bare = bare;
  }

  noteAmid(fault: Fault, seen: Awaited<ReturnType<typeof dieAmid>>): void {
    const before = this.#amid.get(fault);
    this.#amid.set(fault, {
      inTime: least(before?.inTime, annotatedIn(seen.inTime)),
      inTheEnd: least(before?.inTheEnd, annotatedIn(seen.inTheEnd)),
    });
    this.#noteEnd(seen.end);
    if (fault === 'ok' && DEATHS.includes(this.#death)) {
      this.#mustBeAll(seen.inTime, 'when it was gone');
    }
    this.#mustBeAll(seen.inTheEnd, `in the end, ${fault}`);
    if (!seen.isEstateSettled) this.#defects.add(`a file is left, ${fault}`);
  }

  noteSupervised({
    end,
    inTime,
  }: Awaited<ReturnType<typeof dieSupervised>>): void {
    this.#supervised = least(this.#supervised, annotatedIn(inTime));
    this.#noteEnd(end);
    this.#mustBeAll(inTime, 'by everspan run');
  }

  #noteEnd(end: FixtureEnd): void {
    const { code, endsBy = null, limit } = this.#death;
    if (end.code !== code || end.signal !== endsBy) {
      this.#defects.add(`ended by ${String(end.code ?? end.signal)}`);
    }
    if (isDeepStrictEqual(hostView(end), hostView(this.#bare))) return;
    this.#isHostSame = false;
    if (limit === undefined) this.#defects.add('the host sees a difference');
  }

  #mustBeAll(spans: readonly ReceivedSpan[], when: string): void {
    if (spans.length === SPANS_PER_DEATH) return;
    this.#defects.add(`${spans.length} of ${SPANS_PER_DEATH} spans ${when}`);
  }

  finish(): Row {
    return {
      death: this.#death,
      amid: this.#amid,
      supervised: this.#supervised,
      code: this.#death.code,
      signal: this.#death.endsBy ?? null,
      isHostSame: this.#isHostSame,
      defects: [...this.#defects],
    };
  }
}

function annotatedIn(spans: readonly ReceivedSpan[]): number {
  return spans.filter(({ name }) => ANNOTATED.includes(name)).length;
}

function least(before: number | undefined, now: number): number {
  return Math.min(before ?? now, now);
}
