/** What became of a run, as a picture and as words. */
import type { JSX } from 'preact';
import type { RunSummary } from '../../api-types';
import { Icon, type IconName } from '../text/icon';
import { SILENT } from '../span/span-text';
import { visibleLine } from '../text/visible-text';

type Told = Pick<RunSummary, 'status' | 'interrupted' | 'isSilent'>;

export function RunIcon({ run }: { readonly run: Told }): JSX.Element {
  return <Icon name={iconOf(run)} label={statusText(run)} />;
}

function iconOf({ status, interrupted, isSilent }: Told): IconName {
  if (isSilent) return 'silent';
  return interrupted !== undefined && status === 'failed'
    ? 'interrupted'
    : status;
}

export function statusText({ status, interrupted, isSilent }: Told): string {
  if (isSilent) return SILENT;
  if (interrupted === undefined) return status;
  return `interrupted by ${visibleLine(interrupted)}`;
}
