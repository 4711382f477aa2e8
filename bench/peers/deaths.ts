/** Fourteen deaths of the same program, written once for each library. */
import { isDeepStrictEqual } from 'node:util';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import {
  ANNOTATED,
  DEATHS,
  KILLINGS,
  type Death,
} from '../../spec/deaths/deaths';
import { dieAmid, dieBare, dieWith } from '../../spec/deaths/die';
import { hostView } from '../../spec/support/host-view';
import { inTurns } from '../../spec/support/in-turns';
import type { FixtureEnd } from '../../spec/support/run-fixture';
import { ratioTable } from '../table';
import { moduleOf, versionsOf, type Peer } from './peers';

const FOURTEEN = [
  'natural end',
  'natural end of an open task',
  'process.exit(1) in the task',
  'process.exit(1) after a failed workflow',
  'throw in a timer',
  'unhandled rejection',
  'exit code 13, an await that never settles',
  'process.exit(5) in a SIGTERM listener of the host',
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'SIGKILL',
  'process.abort() in the task',
  'heap out of memory in the task',
];

/** What one library does in one death. */
interface Result {
  readonly death: Death;
  /** Annotated spans at the backend when the process is gone. */
  readonly inTime: number;
  readonly inTheEnd: number;
  readonly isHostSame: boolean;
}

interface Contestant {
  readonly title: string;
  readonly die: (death: Death, bare: FixtureEnd) => Promise<Result>;
  /** Which of two results is shown. */
  readonly shown: (a: Result, b: Result) => Result;
}

const OURS: Contestant = {
  title: 'everspan',
  shown: (a, b) => (a.inTime < b.inTime ? a : b),
  die: async (death, bare) => {
    const { end, inTime, inTheEnd } = await dieAmid('ok', death);
    return {
      death,
      inTime: annotatedIn(inTime),
      inTheEnd: annotatedIn(inTheEnd),
      isHostSame: isSame(end, bare),
    };
  },
};

function theirs(peer: Peer, exit: 'default' | 'best'): Contestant {
  const { prefix = '' } = peer;
  const env = { EVERSPAN_FIXTURE: moduleOf(peer), PEER_EXIT: exit };
  return {
    title: peer.name,
    shown: (a, b) => (a.inTime > b.inTime ? a : b),
    die: async (death, bare) => {
      const { end, inTheEnd } = await dieWith({ env, prefix }, death);
      // They keep nothing, so what comes late is of this life as well.
      const arrived = annotatedIn(inTheEnd);
      const isHostSame = isSame(end, bare);
      return { death, inTime: arrived, inTheEnd: arrived, isHostSame };
    },
  };
}

/** Some add the kind to the name of a span. */
function annotatedIn(spans: readonly ReceivedSpan[]): number {
  const names = spans.map(({ name }) => name.replace(/\.\w+$/, ''));
  return new Set(names.filter((name) => ANNOTATED.includes(name))).size;
}

function isSame(end: FixtureEnd, bare: FixtureEnd): boolean {
  return isDeepStrictEqual(hostView(end), hostView(bare));
}

/** The tables of deaths, and what was measured. */
export async function deathTables(peers: readonly Peer[]): Promise<string> {
  const byDefault = peers.map((peer) => theirs(peer, 'default'));
  const atBest = peers.map((peer) => theirs(peer, 'best'));
  return [
    peers.map((peer) => `- ${versionsOf(peer)}`).join('\n'),
    'As each is set up by default:',
    await tableOf([OURS, ...byDefault]),
    'With the best that its documentation offers for the end of a process:',
    await tableOf([OURS, ...atBest]),
  ].join('\n\n');
}

async function tableOf(contestants: readonly Contestant[]): Promise<string> {
  const all = [...DEATHS, ...KILLINGS];
  const deaths = all.filter(({ name }) => FOURTEEN.includes(name));
  const rowFor = inTurns(deaths, (death) => resultsOf(death, contestants));
  const rows: (readonly Result[])[] = [];
  for (const death of deaths) rows.push(await rowFor(death));
  const head = ['death', ...contestants.map(({ title }) => title)];
  const sums = contestants.map((_, nth) => sumOf(rows.map((row) => row[nth]!)));
  return ratioTable(head, [
    ...rows.map((row) => [row[0]!.death.name, ...row.map(printResult)]),
    ['**spans**', ...sums],
  ]);
}

async function resultsOf(
  death: Death,
  contestants: readonly Contestant[],
): Promise<readonly Result[]> {
  const bare = await dieBare(death);
  const results: Result[] = [];
  for (const { die, shown } of contestants) {
    const first = await die(death, bare);
    results.push(shown(first, await die(death, bare)));
  }
  return results;
}

function printResult({ inTime, inTheEnd, isHostSame }: Result): string {
  const late = inTheEnd > inTime ? `, then ${inTheEnd}` : '';
  return `${inTime}${late}${isHostSame ? '' : ' (host differs)'}`;
}

function sumOf(results: readonly Result[]): string {
  const total = results.length * ANNOTATED.length;
  const inTime = results.reduce((sum, each) => sum + each.inTime, 0);
  const inTheEnd = results.reduce((sum, each) => sum + each.inTheEnd, 0);
  const late = inTheEnd > inTime ? `, then ${inTheEnd}` : '';
  return `**${inTime}${late} of ${total}**`;
}
