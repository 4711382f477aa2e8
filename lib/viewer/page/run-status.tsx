/** What became of a run, as a picture and as words. */
import type { JSX } from 'preact';
import type { RunSummary } from '../api-types';
import { Icon, type IconName } from './icon';
import { visibleLine } from './visible-text';

type Told = Pick<RunSummary, 'status' | 'interrupted'>;

export function RunIcon({ run }: { readonly run: Told }): JSX.Element {
  return <Icon name={iconOf(run)} label={statusText(run)} />;
}

function iconOf({ status, interrupted }: Told): IconName {
  return interrupted !== undefined && status === 'failed'
    ? 'interrupted'
    : status;
}

export function statusText({ status, interrupted }: Told): string {
  if (interrupted === undefined) return status;
  return `interrupted by ${visibleLine(interrupted)}`;
}
