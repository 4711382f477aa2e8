/** Flags of node that turn its permission model on, whatever node it is. */
export function permissionModel(): readonly string[] {
  const [flag = ''] = ['--permission', '--experimental-permission'].filter(
    isKnown,
  );
  // From Node 25 on the model refuses the network as well.
  return [flag, ...['--allow-net'].filter(isKnown)];
}

function isKnown(flag: string): boolean {
  return process.allowedNodeEnvironmentFlags.has(flag);
}
