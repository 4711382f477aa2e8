/** The room of the rows of a table that are not drawn. */
import type { JSX } from 'preact';

interface FillerProps {
  readonly rows: number;
  readonly rowPx: number;
}

export function Filler({ rows, rowPx }: FillerProps): JSX.Element {
  if (rows <= 0) return <></>;
  return (
    <tbody aria-hidden="true" class="filler">
      <tr style={{ height: `${rows * rowPx}px` }} />
    </tbody>
  );
}
