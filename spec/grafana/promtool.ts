/** Prometheus's own engine, over series that a spec makes up. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';

/** A series, and its values a minute apart: `0+5x60`, `_x8 5x60`. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

export interface Case {
  readonly input: readonly InputSeries[];
  /** Minutes after the first value. */
  readonly atMinute: number;
}

/** Each must come to the one value 1. */
interface Expressions extends Case {
  readonly expressions: readonly string[];
}

interface Alerts extends Case {
  readonly rules: string;
  readonly alert: string;
  /** Labels and annotations, where it fires. */
  readonly firing: readonly Firing[];
}

export interface Firing {
  readonly exp_labels: Readonly<Record<string, string>>;
  readonly exp_annotations: Readonly<Record<string, string>>;
}

export interface Told {
  readonly status: number | null;
  readonly output: string;
}

/** `undefined` where it is not installed. */
export function promtool(args: readonly string[]): Told | undefined {
  const { error, status, stdout, stderr } = spawnSync('promtool', args);
  if (error) return undefined;
  return { status, output: `${stdout.toString()}${stderr.toString()}` };
}

/** What does not come to 1, in promtool's words. */
export function evaluated({ expressions, ...at }: Expressions): Told {
  return tested(at, {
    promql_expr_test: expressions.map((expr) => ({
      expr,
      eval_time: `${at.atMinute}m`,
      exp_samples: [{ labels: '{}', value: 1 }],
    })),
  });
}

/** Whether an alert fires as it is expected to. */
export function alerted({ rules, alert, firing, ...at }: Alerts): Told {
  const alert_rule_test = [
    {
      alertname: alert,
      eval_time: `${at.atMinute}m`,
      exp_alerts: firing,
    },
  ];
  return tested(at, { alert_rule_test }, [rules]);
}

/** JSON is YAML. */
function tested(
  { input }: Case,
  expected: object,
  rule_files: readonly string[] = [],
): Told {
  const file = join(temporaryFolder(), 'test.yaml');
  const test = { interval: '1m', input_series: input, ...expected };
  const content = { evaluation_interval: '1m', rule_files, tests: [test] };
  writeFileSync(file, JSON.stringify(content));
  return promtool(['test', 'rules', file]) ?? { status: null, output: '' };
}
