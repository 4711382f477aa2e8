/** What an expression of PromQL asks for, by the grammar of Prometheus itself. */
import { parser } from '@prometheus-io/lezer-promql';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** A metric that is selected, and every label that is named with it. */
export interface Selection {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** What Grafana puts in their place is no matter here. */
const VARIABLES: readonly (readonly [RegExp, string])[] = [
  [/\$__rate_interval|\$__interval/g, '5m'],
];

const GROUPING = 'GroupingLabels';

/** @throws if it is no expression */
export function selectionsOf(expression: string): readonly Selection[] {
  const text = VARIABLES.reduce(
    (result, [variable, value]) => result.replaceAll(variable, value),
    expression,
  );
  const tree = parser.parse(text);
  const selected: SyntaxNode[] = [];
  tree.iterate({
    enter: ({ type, node, from }) => {
      if (type.isError) throw new Error(`${text}: no PromQL at ${from}`);
      if (type.name === 'VectorSelector') selected.push(node);
    },
  });
  return selected.map((node) => selectionOf(node, text));
}

function selectionOf(node: SyntaxNode, text: string): Selection {
  const name = node.getChild('Identifier');
  if (!name) throw new Error(`${text}: a selector without a metric`);
  const labels = [...labelsIn(node, text), ...groupedBy(node, text)];
  return { metric: text.slice(name.from, name.to), labels };
}

/** Of the aggregations around it: by these labels it is grouped. */
function groupedBy(node: SyntaxNode, text: string): readonly string[] {
  const labels: string[] = [];
  for (let around = node.parent; around; around = around.parent) {
    if (around.name !== 'AggregateExpr') continue;
    const grouping = around.getChild('AggregateModifier')?.getChild(GROUPING);
    if (grouping) labels.push(...labelsIn(grouping, text));
  }
  return labels;
}

function labelsIn(node: SyntaxNode, text: string): readonly string[] {
  const labels: string[] = [];
  node.cursor().iterate(({ name, from, to }) => {
    if (name === 'LabelName') labels.push(text.slice(from, to));
  });
  return labels;
}
