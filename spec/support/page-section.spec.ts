import { expect } from 'chai';
import { withSection } from './page-section';

const PAGE = `# Costs

<!-- written: calls -->
old
<!-- end: calls -->

Between.

<!-- written: exits -->
<!-- end: exits -->
`;

describe('a section of a page', () => {
  it('gets another body', () => {
    expect(withSection(PAGE, 'calls', 'new')).to.match(
      /<!-- written: calls -->\s+new\s+<!-- end: calls -->/,
    );
  });

  it('leaves the others and what stands between as they are', () => {
    const written = withSection(PAGE, 'exits', 'new');
    const [before = ''] = PAGE.split('<!-- written: exits -->');
    expect(written.startsWith(before)).to.equal(true);
  });

  it('may be written again', () => {
    const once = withSection(PAGE, 'calls', 'new');
    expect(withSection(once, 'calls', 'new')).to.equal(once);
  });

  it('is missed where the page has none', () => {
    expect(() => withSection(PAGE, 'memory', '')).to.throw('no section memory');
  });
});
