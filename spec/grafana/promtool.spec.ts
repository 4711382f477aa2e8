import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { ALERTS } from './grafana-files';

const check = spawnSync('promtool', ['check', 'rules', ALERTS]);

describe('the alerts, by promtool', () => {
  if (check.error) {
    it('are not tried: promtool is not installed', () => {
      expect(check.error).to.include({ code: 'ENOENT' });
    });
    return;
  }

  it('are rules that Prometheus takes', () => {
    expect(check.stderr.toString()).to.equal('');
    expect(check.stdout.toString()).to.include('SUCCESS');
    expect(check.status).to.equal(0);
  });
});
