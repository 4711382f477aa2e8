/** Names and values, one pair below the other. */
import type { JSX } from 'preact';
import type { JsonValue } from '../../api-types';
import { unpacked } from './captured';
import { ValueTree } from './value-tree';
import { visibleLine, visibleText } from '../text/visible-text';

interface PairsProps {
  readonly pairs: readonly (readonly [string, JsonValue])[];
}

export function Pairs({ pairs }: PairsProps): JSX.Element {
  return (
    <dl class="pairs">
      {pairs.map(([key, value]) => (
        <div key={key}>
          <dt>{visibleLine(key)}</dt>
          <dd>
            <PairValue value={unpacked(value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function PairValue({ value }: { readonly value: JsonValue }): JSX.Element {
  if (typeof value === 'object' && value !== null) {
    return <ValueTree value={value} />;
  }
  return <>{visibleText(String(value))}</>;
}
