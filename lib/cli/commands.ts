/** The commands, each of which is loaded when it is called. */
import type * as Doctor from './doctor';
import type * as Drain from './drain';
import type * as Run from './run';
import type * as View from './view';

/** Does a command; returns the exit code, throws `ERR_EVERSPAN_USAGE`. */
export type Perform = (args: readonly string[]) => Promise<number>;

export interface Command {
  readonly name: string;
  /** The command with what it takes. */
  readonly synopsis: string;
  /** One line for the overview. */
  readonly summary: string;
  readonly load: () => Perform;
}

/* eslint-disable @typescript-eslint/no-require-imports -- a supervisor must
   not pay for what it does not need. */

export const COMMANDS: readonly Command[] = [
  {
    name: 'view',
    synopsis: 'view [--port 4318] [--save file.jsonl] [--open file.jsonl]',
    summary: 'receives traces over OTLP and shows them on a page',
    load: () => (require('./view') as typeof View).view,
  },
  {
    name: 'run',
    synopsis: 'run [--view] -- command [argument...]',
    summary: 'runs a program, and sends what it leaves when it is killed',
    load: () => (require('./run') as typeof Run).run,
  },
  {
    name: 'drain',
    synopsis: 'drain [folder] [--to file.jsonl]',
    summary: 'sends what dead processes left, or writes it to a file',
    load: () => (require('./drain') as typeof Drain).drain,
  },
  {
    name: 'doctor',
    synopsis: 'doctor',
    summary: 'sends one test span, and says what is wrong and how to mend it',
    load: () => (require('./doctor') as typeof Doctor).doctor,
  },
];
