/** Which proxy variables stand for a destination. Pure. */

interface Target {
  readonly secure: boolean;
  readonly hostname: string;
}

/** Names of the variables, unless `NO_PROXY` exempts the host. */
export function proxiesFor(
  { secure, hostname }: Target,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const given = (name: string): string | undefined =>
    [name, name.toLowerCase()].find((each) => environment[each]);
  const exempt = environment[given('NO_PROXY') ?? ''] ?? '';
  if (isExempt(hostname, exempt)) return [];
  const names = [secure ? 'HTTPS_PROXY' : 'HTTP_PROXY', 'ALL_PROXY'];
  return names.flatMap((name) => given(name) ?? []);
}

function isExempt(hostname: string, list: string): boolean {
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '') return false;
    const name = entry.replace(/^\*?\./, '').replace(/:\d+$/, '');
    const isSame = hostname === name || hostname.endsWith(`.${name}`);
    return entry === '*' || isSame;
  });
}
