import { expect } from 'chai';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './packed';

const ENTRIES = [
  'dist/index.d.ts',
  'dist/messaging/index.d.ts',
  'dist/testing/index.d.ts',
  'dist/viewer/index.d.ts',
];

/** What `entry` exports, as a user's editor resolves it. */
function exportsOf(entry: string, checker: ts.TypeChecker, file: ts.Node) {
  const module = checker.getSymbolAtLocation(file);
  if (!module) throw new Error(`${entry} exports nothing`);
  return checker.getExportsOfModule(module).map((symbol) => {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  });
}

/**
 * Names that tell nothing: of the export, and of the members of options,
 * which have a default, a unit or a range to tell. Elsewhere a member may be
 * its name.
 */
function silentNames(checker: ts.TypeChecker, symbol: ts.Symbol): string[] {
  const isOptions = symbol.name.endsWith('Options');
  const members = isOptions ? [...(symbol.members?.values() ?? [])] : [];
  const spoken = members.filter(({ flags }) => flags & ts.SymbolFlags.Property);
  return [symbol, ...spoken]
    .filter((each) => !isDocumented(each, checker))
    .map(({ name }) =>
      name === symbol.name ? name : `${symbol.name}.${name}`,
    );
}

/** A tag alone, such as a default value, may be all there is to tell. */
function isDocumented(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const comment = symbol.getDocumentationComment(checker);
  return comment.length > 0 || symbol.getJsDocTags(checker).length > 0;
}

describe('the doc comments', () => {
  for (const entry of ENTRIES) {
    it(`tell of every export of ${entry}, and of every option`, () => {
      const path = join(ROOT, entry);
      const program = ts.createProgram([path], {
        module: ts.ModuleKind.Node20,
        skipLibCheck: true,
      });
      const file = program.getSourceFile(path);
      if (!file) throw new Error(`${entry} is not there: build it first`);
      const checker = program.getTypeChecker();
      const silent = exportsOf(entry, checker, file).flatMap((each) =>
        silentNames(checker, each),
      );
      expect(silent).to.deep.equal([]);
    });
  }
});
