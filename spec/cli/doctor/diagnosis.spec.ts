import { expect } from 'chai';
import { diagnose } from '../../../lib/cli/doctor/diagnosis';
import type { Facts } from '../../../lib/cli/doctor/facts';
import type { Finding } from '../../../lib/cli/doctor/finding';
import { WELL } from './facts';

/** What is found beyond what is found when all is well. */
function found(facts: Partial<Facts>): readonly string[] {
  return diagnose({ ...WELL, ...facts })
    .filter(({ level }) => level !== 'ok')
    .map(({ level, code }) => `${level} ${code}`);
}

function oneOf(code: string, facts: Partial<Facts>): Finding | undefined {
  return diagnose({ ...WELL, ...facts }).find((each) => each.code === code);
}

describe('diagnose', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(found({})).to.deep.equal([]);
  });

  it('has a remedy for all that is wrong', () => {
    const all = diagnose({
      ...WELL,
      node: '18.0.0',
      silencedBy: 'OTEL_SDK_DISABLED=true',
      badVariables: 1,
      journal: { kind: 'refused', why: 'EACCES' },
    });
    const remedies = all
      .filter(({ level }) => level === 'wrong')
      .map(({ remedy }) => remedy);
    expect(remedies).to.have.lengthOf(4).and.not.include(undefined);
  });

  for (const [node, expected] of [
    ['20.19.0', []],
    ['21.0.0', []],
    ['20.18.9', ['wrong node']],
    ['18.20.0', ['wrong node']],
  ] as const) {
    it(`judges node ${node}`, () => {
      expect(found({ node })).to.deep.equal(expected);
    });
  }

  it('tells of what silences a program, and of variables that are of no use', () => {
    const silencedBy = 'OTEL_TRACES_EXPORTER=none';
    expect(found({ silencedBy })).to.deep.equal(['wrong silenced']);
    expect(found({ badVariables: 2 })).to.deep.equal(['wrong variable']);
  });

  it('notes a service without a name', () => {
    const serviceName = 'unknown_service:node';
    expect(found({ serviceName })).to.deep.equal(['note service']);
  });

  it('names headers, and masks their values', () => {
    const finding = oneOf('headers', { headers: { names: ['x-a', 'x-b'] } });
    expect(finding?.says).to.equal('headers x-a: ***, x-b: ***');
  });

  it('notes a journal that is off, and spans that wait', () => {
    expect(found({ journal: { kind: 'off' } })).to.deep.equal([
      'note journal-off',
    ]);
    const journal = { kind: 'usable', folder: '/state', left: 3 } as const;
    expect(found({ journal })).to.deep.equal(['note left']);
    expect(oneOf('left', { journal })?.says).to.include('3 spans');
  });

  it('says why a journal cannot be written', () => {
    const why = '/state belongs to another user';
    const journal = { kind: 'refused', why } as const;
    expect(found({ journal })).to.deep.equal(['wrong journal']);
    expect(oneOf('journal', { journal })?.says).to.include(why);
  });
});

describe('diagnose, of a project', () => {
  const api = (version: string, folder = version) => ({ version, folder });
  const withApis = (...versions: string[]) =>
    found({ project: { ...WELL.project, apis: versions.map((v) => api(v)) } });
  const withSdks = (...versions: string[]) =>
    found({ project: { ...WELL.project, sdks: versions.map((v) => api(v)) } });

  it('takes the API from 1.9 on, and copies of one version', () => {
    expect(withApis('1.9.0')).to.deep.equal([]);
    expect(withApis('1.10.2', '1.10.2')).to.deep.equal([]);
    expect(withApis('1.8.0')).to.deep.equal(['wrong api-version']);
    expect(withApis('2.0.0')).to.deep.equal(['wrong api-version']);
    expect(withApis()).to.deep.equal(['note api']);
  });

  it('finds copies of two versions', () => {
    expect(withApis('1.9.0', '1.10.0')).to.deep.equal(['wrong api-copies']);
  });

  it('notes an SDK of two lines, or of line 1', () => {
    expect(withSdks('2.12.1', '2.13.0')).to.deep.equal([]);
    expect(withSdks('2.12.1', '3.1.1')).to.deep.equal(['note sdk-lines']);
    expect(withSdks('1.30.0')).to.deep.equal(['note sdk-lines']);
  });

  for (const [kind, expected] of [
    ['experimental', []],
    ['standard', []],
    ['none', ['note dialect']],
  ] as const) {
    it(`tells the dialect: ${kind}`, () => {
      const project = { ...WELL.project, dialect: { kind } };
      expect(found({ project })).to.deep.equal(expected);
    });
  }

  it('notes a tsconfig.json that cannot be read', () => {
    const dialect = { kind: 'unreadable', why: 'no JSON' } as const;
    const project = { ...WELL.project, dialect };
    expect(found({ project })).to.deep.equal(['note dialect']);
  });
});
