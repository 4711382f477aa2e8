/** Desks with spans on them, and backends that a dispatch is tried with. */
import type { Desk } from '../../lib/delivery/dispatch';
import type { Answer } from '../../lib/delivery/verdict';
import {
  answer,
  type Backend,
  type FedDesk,
  namesInBatch,
  newDesk,
  takeAll,
} from './desk';
import { endedSpans } from './ended-spans';

export const TAKEN: Answer = answer(200);
export const REFUSED: Answer = answer(400);
export const LATER: Answer = answer(503);
export const TIMEOUT: Answer = { kind: 'timeout' };

export function deskWith(count: number): FedDesk {
  const desk = newDesk();
  for (const span of endedSpans(count)) desk.outbox.add(span);
  return desk;
}

/** Refuses every request that holds one of these. */
export function choking(...poison: readonly string[]): Backend {
  return (names) =>
    names.some((name) => poison.includes(name)) ? REFUSED : TAKEN;
}

export function waitingNames({ outbox }: Desk): readonly string[] {
  return takeAll(outbox).flatMap(namesInBatch);
}
