import { expect } from 'chai';
import { join } from 'node:path';
import ts from 'typescript';
import { task } from '../../lib';
import { read, ROOT } from './samples';

interface Row {
  readonly option: string;
  readonly byDefault: string;
}

/** The rows of the table of options on the page. */
function rows(): readonly Row[] {
  const [, section = ''] = read('docs/annotations.md').split('## Options\n');
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| `(\w+)`.*\| ([^|]+?) +\|$/gm)].map(
    ([, option = '', byDefault = '']) => ({ option, byDefault }),
  );
}

/** What the compiler's types say: `@defaultValue`, by option. */
function documentedDefaults(): ReadonlyMap<string, string | undefined> {
  const path = join(ROOT, 'dist', 'annotations', 'options.d.ts');
  const program = ts.createProgram([path], { module: ts.ModuleKind.Node20 });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(path)!)!;
  const exported = checker.getExportsOfModule(module);
  const options = exported.find(({ name }) => name === 'AnnotationOptions');
  return new Map(
    [...(options?.members?.values() ?? [])]
      .filter(({ flags }) => flags & ts.SymbolFlags.Property)
      .map((member) => [member.name, defaultOf(member, checker)]),
  );
}

function defaultOf(
  member: ts.Symbol,
  checker: ts.TypeChecker,
): string | undefined {
  const tags = member.getJsDocTags(checker);
  const tag = tags.find(({ name }) => name === 'defaultValue');
  const text = ts.displayPartsToString(tag?.text);
  return tag && text.replaceAll(/\s+/g, ' ').trim();
}

/** What an annotation that is given nonsense says there is. */
function knownOptions(): readonly string[] {
  try {
    task({ nonsense: true } as never);
  } catch (error) {
    const [, list = ''] = /there are (.+)$/.exec(String(error)) ?? [];
    return list.split(', ');
  }
  return [];
}

describe('the table of options', () => {
  it('has every option that an annotation takes, and no other', () => {
    const options = rows().map(({ option }) => option);
    expect(options).to.have.members(knownOptions());
    expect(options).to.have.members([...documentedDefaults().keys()]);
  });

  it('has the defaults that the code declares', () => {
    const declared = documentedDefaults();
    for (const { option, byDefault } of rows()) {
      expect(byDefault.replaceAll('’', "'"), option).to.equal(
        declared.get(option) ?? 'none',
      );
    }
  });
});
