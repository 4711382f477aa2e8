import { expect } from 'chai';
import { exposition } from './exposition';
import { ALERTS, readDashboard } from './grafana-files';
import { alerted, evaluated, promtool, type InputSeries } from './promtool';

const check = promtool(['check', 'rules', ALERTS]);

/** Counters grow by what they were; all else stays. */
function inputOf(exposed: string): readonly InputSeries[] {
  const isCounter = (name: string) => /_(total|bucket|count|sum)$/.test(name);
  return exposed.split('\n').flatMap((line) => {
    const [, name, labels = '', value] =
      /^(everspan_\w+?)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    if (name === undefined || value === undefined) return [];
    const target = 'job="orders",instance="a"';
    const series = `${name}{${[target, labels].filter(Boolean).join()}}`;
    const values = isCounter(name) ? `0+${value}x60` : `${value}+0x60`;
    return [{ series, values }];
  });
}

/** What Grafana would ask. */
function asked(expression: string): string {
  return expression
    .replaceAll('$__rate_interval', '5m')
    .replaceAll(/\$(job|workflow)/g, '.*');
}

const RUNS = 'everspan_workflow_duration_seconds_count';
const TARGET = 'job="orders",instance="a"';
const OF_RUN = `${TARGET},everspan_workflow_name="place order"`;
const SUCCEEDED = `${RUNS}{${OF_RUN}}`;
const FAILED = `${RUNS}{${OF_RUN},error_type="RangeError"}`;
const RECOVERED = `everspan_delivery_span_delivered_total{${TARGET},everspan_recovered="true"}`;
const DROPPED = `everspan_delivery_span_dropped_total{${TARGET},everspan_drop_reason="age"}`;

interface AlertCase {
  readonly when: string;
  readonly alert: string;
  readonly input: readonly InputSeries[];
  readonly isFiring: boolean;
  /** @defaultValue 12 */
  readonly atMinute?: number;
}

const CASES: readonly AlertCase[] = [
  {
    when: 'every second run fails',
    alert: 'EverspanWorkflowFailsFast',
    input: [
      { series: SUCCEEDED, values: '0+1x60' },
      { series: FAILED, values: '0+1x60' },
    ],
    isFiring: true,
  },
  {
    when: 'one run in a thousand fails',
    alert: 'EverspanWorkflowFailsFast',
    input: [
      { series: SUCCEEDED, values: '0+999x60' },
      { series: FAILED, values: '0+1x60' },
    ],
    isFiring: false,
  },
  {
    when: 'the one run of a program that has just ended failed',
    alert: 'EverspanWorkflowFailsFast',
    input: [{ series: FAILED, values: '_x10 1 stale' }],
    isFiring: true,
  },
  {
    when: 'a start sends what a killed process left',
    alert: 'EverspanRunsKilled',
    input: [{ series: RECOVERED, values: '_x10 5x50' }],
    isFiring: true,
  },
  {
    when: 'that was long ago',
    alert: 'EverspanRunsKilled',
    input: [{ series: RECOVERED, values: '5x60' }],
    atMinute: 40,
    isFiring: false,
  },
  {
    when: 'spans are lost for the first time',
    alert: 'EverspanSpansDropped',
    input: [{ series: DROPPED, values: '_x10 3x50' }],
    isFiring: true,
  },
  {
    when: 'none is lost',
    alert: 'EverspanSpansDropped',
    input: [{ series: DROPPED, values: '0x60' }],
    isFiring: false,
  },
];

describe('Prometheus, by promtool', () => {
  if (!check) {
    it('is not tried: promtool is not installed', () => {
      expect(check).to.equal(undefined);
    });
    return;
  }

  it('takes the rules', () => {
    expect(check.output).to.include('SUCCESS');
    expect(check.status).to.equal(0);
  });

  it('has a number for all that the dashboard asks for', async () => {
    const input = inputOf(await exposition());
    const targets = readDashboard().panels.flatMap(({ targets: t = [] }) => t);
    const expressions = targets.map(({ expr }) => {
      const result = `(${asked(expr)})`;
      // Not a number is less than nothing, and greater than nothing, never.
      return `count(${result} >= 0) > bool 0`;
    });
    const told = evaluated({ input, atMinute: 30, expressions });
    expect(told.output).to.include('SUCCESS');
  });

  it('has no number for shares and percentiles where nothing runs', () => {
    const input = [
      { series: SUCCEEDED, values: '5x60' },
      {
        series: `${RUNS.replace('count', 'bucket')}{${OF_RUN},le="+Inf"}`,
        values: '5x60',
      },
    ];
    const expressions = readDashboard()
      .panels.filter(({ type }) => type === 'stat')
      .filter(({ title }) => title === 'Failed' || title.includes('%'))
      .flatMap(({ targets = [] }) => targets)
      .map(({ expr }) => `absent(${asked(expr)})`);
    expect(expressions).to.have.lengthOf(2);
    const told = evaluated({ input, atMinute: 30, expressions });
    expect(told.output).to.include('SUCCESS');
  });

  for (const { when, alert, input, isFiring, atMinute = 12 } of CASES) {
    it(`${isFiring ? 'fires' : 'does not fire'} ${alert} where ${when}`, () => {
      const at = { input, atMinute, rules: ALERTS, alert };
      const silent = alerted({ ...at, firing: [] });
      expect(silent.output).to.include(
        isFiring ? `alertname="${alert}"` : 'SUCCESS',
      );
    });
  }
});
