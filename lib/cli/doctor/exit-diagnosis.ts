/**
 * Whether spans get through at the end of a process as they do before. Pure.
 *
 * A thread of its own sends them then: it has the variables of the process,
 * and nothing of what the program or a preload has changed in this thread.
 */
import type { TrialAtExit } from '../../setup/trial';
import { diagnoseOutcome } from './answer-diagnosis';
import type { Facts } from './facts';
import { note, ok, wrong, type Finding } from './finding';

type Sent = Extract<TrialAtExit, { kind: 'sent' }>;

/** What differs at the end; where both fail, the first failure says it all. */
export function diagnoseExit(facts: Facts): readonly Finding[] {
  const { trialAtExit } = facts;
  switch (trialAtExit.kind) {
    case 'off':
      return [offFinding()];
    case 'refused':
      return [refusedFinding(trialAtExit.why)];
    case 'sent':
      return sentFindings(trialAtExit, facts);
  }
}

function offFinding(): Finding {
  const says = 'EVERSPAN_EXIT_TIMEOUT_MS=0: nothing is sent at the end';
  return note('exit-off', says, 'the next start sends what is left');
}

function refusedFinding(why: string): Finding {
  return wrong(
    'exit-refused',
    `the end of a process cannot send, for it may start no thread: ${why}`,
    'allow worker threads (--allow-worker); until then the next start sends',
  );
}

function sentFindings(sent: Sent, facts: Facts): readonly Finding[] {
  const inLife = causeIn(diagnoseOutcome(facts));
  const atExit = causeAtExit(sent, facts);
  if (!inLife && !atExit)
    return [
      ok('exit', 'the test span was taken as at the end of a process, too'),
    ];
  if (!atExit) return [onlyAtExitFinding()];
  return inLife ? [] : [onlyInLifeFinding(atExit)];
}

function causeIn(findings: readonly Finding[]): Finding | undefined {
  return findings.find(({ level }) => level === 'wrong');
}

function causeAtExit(sent: Sent, facts: Facts): Finding | undefined {
  if (sent.answer.kind === 'timeout') return lateFinding(sent);
  const { answer, verdict } = sent;
  const trial = { ...facts.trial, answer, verdict };
  const answerText = facts.answerTextAtExit;
  return causeIn(diagnoseOutcome({ ...facts, trial, answerText }));
}

function lateFinding({ budgetMs }: Sent): Finding {
  return wrong(
    'timeout',
    `no answer within ${String(budgetMs)} ms`,
    'set EVERSPAN_EXIT_TIMEOUT_MS higher; until then the next start sends',
  );
}

function onlyInLifeFinding({ code, says, remedy }: Finding): Finding {
  return wrong(
    `exit-${code}`,
    `at the end of a process spans do not get through, only before: ${says}`,
    code === 'timeout'
      ? String(remedy)
      : `${String(remedy)}; what a preload changes here does not count there`,
  );
}

function onlyAtExitFinding(): Finding {
  return note(
    'exit-only',
    'at the end of a process spans get through all the same',
    'what a preload changes in this process may stand in the way before',
  );
}
