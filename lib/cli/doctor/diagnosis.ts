/** From facts to findings. Pure. */
import { diagnoseAnswer } from './answer-diagnosis';
import type { Facts, JournalFacts } from './facts';
import { note, ok, wrong, type Finding } from './finding';
import { diagnoseExit } from './exit-diagnosis';
import { diagnoseProject } from './project-diagnosis';
import { proxyFindings } from './proxy-diagnosis';

/** The oldest node that everspan runs on. */
const OLDEST_NODE: readonly [number, number] = [20, 19];

/** All findings, in the order in which they are read. */
export function diagnose(facts: Facts): readonly Finding[] {
  return [
    nodeFinding(facts.node),
    ...diagnoseProject(facts.project),
    ...silenceFindings(facts),
    serviceFinding(facts.serviceName),
    headersFinding(facts.headers.names),
    ...proxyFindings(facts),
    ...journalFindings(facts.journal),
    ...diagnoseAnswer(facts),
    ...diagnoseExit(facts),
  ];
}

function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const isOld =
    major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
  return isOld
    ? wrong('node', `node ${version} is too old`, 'use node 20.19 or newer')
    : ok('node', `node ${version}`);
}

function silenceFindings({ silencedBy, badVariables }: Facts): Finding[] {
  const findings: Finding[] = [];
  if (silencedBy !== undefined) {
    const says = `${silencedBy}: a program sends no spans`;
    findings.push(wrong('silenced', says, 'unset it'));
  }
  if (badVariables > 0) {
    const says = 'an environment variable cannot be used';
    const remedy = 'see the lines that begin with "everspan:"';
    findings.push(wrong('variable', says, remedy));
  }
  return findings;
}

function serviceFinding(name: string): Finding {
  if (!name.startsWith('unknown_service')) {
    return ok('service', `service ${name}`);
  }
  return note(
    'service',
    'the service has no name here',
    'set OTEL_SERVICE_NAME, unless the program gives init() a serviceName',
  );
}

function headersFinding(names: readonly string[]): Finding {
  if (names.length === 0) return ok('headers', 'no headers of your own');
  const masked = names.map((name) => `${name}: ***`);
  return ok('headers', `headers ${masked.join(', ')}`);
}

function journalFindings(journal: JournalFacts): Finding[] {
  switch (journal.kind) {
    case 'off':
      return [
        note(
          'journal-off',
          'EVERSPAN_JOURNAL=off: nothing is written down',
          'unset it, or what a killed process had is lost',
        ),
      ];
    case 'refused':
      return [
        wrong(
          'journal',
          `the journal cannot be written: ${journal.why}`,
          'set EVERSPAN_JOURNAL_DIR to a folder that only this user can write',
        ),
      ];
    case 'usable':
      return [ok('journal', `journal ${journal.folder}`), ...leftIn(journal)];
  }
}

function leftIn({
  left,
}: Extract<JournalFacts, { kind: 'usable' }>): Finding[] {
  if (left === 0) return [];
  const spans = left === 1 ? '1 span' : `${String(left)} spans`;
  const says = `${spans} of dead processes wait there`;
  return [note('left', says, 'everspan drain sends them')];
}
