/** Shows an answer of the server, or why there is none. */
import type { JSX } from 'preact';
import { Nothing } from '../list/empty';
import type { Asked } from './use-answer';
import { visibleText } from '../text/visible-text';

interface AnsweredProps<Answer> {
  readonly asked: Asked<Answer>;
  readonly children: (answer: Answer) => JSX.Element;
}

export function Answered<Answer>(props: AnsweredProps<Answer>): JSX.Element {
  const { asked, children } = props;
  switch (asked.state) {
    case 'waiting':
      return <Loading />;
    case 'failed':
      return (
        <Nothing title="This is not to be had">
          {visibleText(asked.reason)}
        </Nothing>
      );
    case 'ready':
      return children(asked.answer);
  }
}

export function Loading(): JSX.Element {
  return (
    <p class="page-head quiet" role="status">
      Loading…
    </p>
  );
}
