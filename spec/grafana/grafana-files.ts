/** The files that a reader loads, as the specs read them. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const FOLDER = resolve(__dirname, '..', '..', 'docs', 'grafana');

export const DASHBOARD: string = join(FOLDER, 'dashboard.json');
export const ALERTS: string = join(FOLDER, 'alerts.yaml');

interface Target {
  readonly expr: string;
  readonly legendFormat: string;
}

export interface Panel {
  readonly title: string;
  readonly type: string;
  readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
  readonly targets?: readonly Target[];
}

interface Variable {
  readonly name: string;
  /** `label_values(metric, label)` */
  readonly definition?: string;
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
}

/** A rule records or alerts. */
export interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}

export function readDashboard(): Dashboard {
  return JSON.parse(readFileSync(DASHBOARD, 'utf8')) as Dashboard;
}

export function readRules(): readonly Rule[] {
  const { groups } = parse(readFileSync(ALERTS, 'utf8')) as RuleFile;
  return groups.flatMap(({ rules }) => rules);
}
