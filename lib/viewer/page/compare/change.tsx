/** How much longer, or shorter, a span took. */
import type { JSX } from 'preact';
import type { ComparedRow } from './comparison';
import { durationText } from '../text/time-format';

/** Less is noise. */
const NOTABLE = 0.1;

type ChangeProps = Pick<ComparedRow, 'before' | 'after'>;

export function Change({ before, after }: ChangeProps): JSX.Element {
  if (before === undefined) return <span class="delta-worse">new</span>;
  if (after === undefined) return <span class="quiet">gone</span>;
  const change = Math.round(after.durationNs - before.durationNs);
  if (change === 0) return <span class="quiet">the same</span>;
  const share = change / Math.max(before.durationNs, 1);
  const notable = change > 0 ? 'delta-worse' : 'delta-better';
  return (
    <span class={Math.abs(share) < NOTABLE ? 'quiet' : notable}>
      {change < 0 ? '−' : '+'}
      {durationText(BigInt(Math.abs(change)))}
      {before.durationNs > 0 && ` (${percentText(share)})`}
    </span>
  );
}

function percentText(share: number): string {
  return `${Math.abs(share * 100).toFixed(0)} %`;
}
