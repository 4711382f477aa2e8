/** What is installed and how it is compiled, in the current folder. Pure. */
import { note, ok, wrong, type Finding } from './finding';
import type { DialectFacts, Installed, ProjectFacts } from './project';

/** Findings on the versions and on the dialect of the decorators. */
export function diagnoseProject(project: ProjectFacts): readonly Finding[] {
  return [
    apiFinding(project.apis),
    ...sdkFindings(project.sdks),
    dialectFinding(project.dialect),
  ];
}

/**
 * Copies share one provider, but a copy does not take the provider of one that
 * is older than itself: its spans go nowhere, in silence.
 */
function apiFinding(apis: readonly Installed[]): Finding {
  const versions = distinct(apis);
  const [first] = versions;
  if (first === undefined) {
    return note(
      'api',
      'no @opentelemetry/api below this folder',
      'run this where the program is installed',
    );
  }
  if (versions.length > 1) return copiesFinding(apis);
  const [major = 0, minor = 0] = first.split('.').map(Number);
  return major === 1 && minor >= 9
    ? ok('api', `@opentelemetry/api ${first}`)
    : wrong(
        'api-version',
        `@opentelemetry/api ${first} does not fit`,
        'npm install @opentelemetry/api@^1.9.0',
      );
}

function copiesFinding(apis: readonly Installed[]): Finding {
  const each = apis.map(({ version, folder }) => `${version} in ${folder}`);
  return wrong(
    'api-copies',
    `there are ${String(apis.length)} copies of @opentelemetry/api: ${each.join(', ')}`,
    'npm dedupe, or an override (npm), resolutions (yarn), pnpm.overrides (pnpm) ' +
      'to have one version',
  );
}

function sdkFindings(sdks: readonly Installed[]): Finding[] {
  const versions = distinct(sdks);
  if (versions.length === 0) return [];
  const majors = new Set(versions.map((version) => version.split('.')[0]));
  const says = `OpenTelemetry SDK ${versions.join(', ')}`;
  if (majors.size === 1 && !majors.has('1')) return [ok('sdk', says)];
  return [
    note(
      'sdk-lines',
      majors.size > 1 ? `${says}: more than one line` : says,
      'a provider of yours has to be of line 2 or 3',
    ),
  ];
}

function dialectFinding(dialect: DialectFacts): Finding {
  switch (dialect.kind) {
    case 'none':
      return note('dialect', 'no tsconfig.json in this folder');
    case 'unreadable':
      return note('dialect', `cannot read ${dialect.why}`);
    case 'experimental':
      return ok(
        'dialect',
        'decorators: experimentalDecorators (#private methods cannot be annotated)',
      );
    case 'standard':
      return ok('dialect', 'decorators: standard');
  }
}

function distinct(installed: readonly Installed[]): readonly string[] {
  return [...new Set(installed.map(({ version }) => version))];
}
