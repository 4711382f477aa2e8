import { expect } from 'chai';
import { exposition, type Labels, labelsOf } from './exposition';
import { readDashboard, readRules } from './grafana-files';
import { type Selection, selectionsOf } from './promql';

describe('what is exposed to Prometheus', () => {
  const { panels, templating } = readDashboard();
  const rules = readRules();
  let emitted: Labels;

  before(async () => {
    emitted = labelsOf(await exposition());
  });

  /** What is asked for and not there. */
  function missing({ metric, labels }: Selection): readonly string[] {
    const known = emitted.get(metric);
    if (!known) return [metric];
    return labels
      .filter((label) => !known.has(label))
      .map((label) => `${metric}{${label}}`);
  }

  const targets = panels.flatMap(({ targets: all = [] }) => all);

  it('has all that a panel of the dashboard asks for', () => {
    for (const { expr } of targets) {
      expect(selectionsOf(expr).flatMap(missing), expr).to.deep.equal([]);
    }
  });

  it('has all that the variables of the dashboard offer', () => {
    for (const { definition } of templating.list) {
      if (definition === undefined) continue;
      const asked = /^label_values\((.+), (\w+)\)$/.exec(definition) ?? [];
      const [, selector = '', label = ''] = asked;
      const [selection] = selectionsOf(selector);
      expect(selection, definition).to.not.equal(undefined);
      const { metric = '', labels = [] } = selection ?? {};
      expect(missing({ metric, labels: [...labels, label] })).to.deep.equal([]);
    }
  });

  it('has all that a rule asks for, or another rule records it', () => {
    const recorded = new Set(rules.map(({ record }) => record));
    for (const { expr } of rules) {
      const selected = selectionsOf(expr);
      const others = selected.filter(({ metric }) => !recorded.has(metric));
      expect(others.flatMap(missing), expr).to.deep.equal([]);
    }
  });

  it('is all on the dashboard', () => {
    const selected = targets.flatMap(({ expr }) => selectionsOf(expr));
    const shown = new Set(selected.map(({ metric }) => familyOf(metric)));
    const families = [...emitted.keys()]
      .filter((name) => name.startsWith('everspan_'))
      .map(familyOf);
    expect(
      [...new Set(families)].filter((name) => !shown.has(name)),
    ).to.deep.equal([]);
  });
});

/** A histogram is three metrics. */
function familyOf(metric: string): string {
  return metric.replace(/_(bucket|count|sum)$/, '');
}

describe('the dashboard', () => {
  const { panels } = readDashboard();

  it('names in its legends only what its queries are grouped by', () => {
    for (const { targets = [] } of panels) {
      for (const { expr, legendFormat } of targets) {
        expect(groups(expr), expr).to.include.members(
          placeholders(legendFormat),
        );
      }
    }
  });

  it('lays no panel over another', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, nth) =>
        [x + (nth % w), y + Math.floor(nth / w)].join(),
      ),
    );
    expect(new Set(cells).size).to.equal(cells.length);
  });
});

describe('the alerts', () => {
  const rules = readRules();
  const labelsOfRecord = new Map(
    rules.map(({ record = '', expr }) => [record, groups(expr)]),
  );

  it('name only labels that they have', () => {
    for (const { alert, expr, annotations = {} } of rules) {
      if (alert === undefined) continue;
      const [first] = selectionsOf(expr);
      const known = labelsOfRecord.get(first?.metric ?? '') ?? groups(expr);
      const text = Object.values(annotations).join(' ');
      const named = [...text.matchAll(/\$labels\.(\w+)/g)].map(
        ([, name]) => name,
      );
      expect(named, alert).to.not.deep.equal([]);
      expect(known, alert).to.include.members(named);
    }
  });

  it('watch runs that fail, runs that are slow, and the delivery', () => {
    const names = rules.map(({ alert }) => alert).filter(Boolean);
    expect(names).to.deep.equal([
      'EverspanWorkflowFailsFast',
      'EverspanWorkflowFailsSlow',
      'EverspanWorkflowIsSlowFast',
      'EverspanWorkflowIsSlowSlow',
      'EverspanBackendAway',
      'EverspanSpansDropped',
      'EverspanRunsKilled',
    ]);
  });
});

/** Labels that the outermost aggregation leaves. */
function groups(expression: string): readonly string[] {
  const [first] = selectionsOf(expression);
  return first?.labels ?? [];
}

function placeholders(legend: string): readonly string[] {
  return [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
}
