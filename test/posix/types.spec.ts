import ts from 'typescript';
import { posixTypes, typesWithKit } from '../../src/lab/posix/declarations.js';
import * as kit from '../../src/lab/posix/kit/index.js';

/** What students are shown of the kit, against what it is. */
type Declared = typeof import('posix');
type Built = typeof kit;

// Checked by `npm run types`: each is assignable to the other, so no function, parameter or constant differs.
const asDeclared: Declared = kit;
const asBuilt = (declared: Declared): Built => declared;

/** The value names that the declarations export, with whether a comment in both languages stands before each. */
function declarations(): Map<string, { kind: ts.SyntaxKind; comment: string }> {
  const file = ts.createSourceFile('posix.d.ts', posixTypes(), ts.ScriptTarget.ESNext, true);
  const found = new Map<string, { kind: ts.SyntaxKind; comment: string }>();
  for (const block of file.statements) {
    if (!ts.isModuleDeclaration(block) || !block.body || !ts.isModuleBlock(block.body)) continue;
    for (const statement of block.body.statements) {
      const comment = file.text.slice(statement.pos, statement.getStart(file));
      const names = ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.map(({ name }) => name.getText(file))
        : 'name' in statement
          ? [(statement as ts.FunctionDeclaration).name?.text ?? '']
          : [];
      for (const name of names) found.set(name, { kind: statement.kind, comment });
    }
  }
  return found;
}

const isValue = (kind: ts.SyntaxKind) =>
  [
    ts.SyntaxKind.FunctionDeclaration,
    ts.SyntaxKind.ClassDeclaration,
    ts.SyntaxKind.VariableStatement,
  ].includes(kind);

it('declares what the kit exports, no more and no less', () => {
  const values = [...declarations()].filter(([, { kind }]) => isValue(kind)).map(([name]) => name);
  expect(values.sort()).toEqual(Object.keys(kit).sort());
  expect([asDeclared, asBuilt]).toBeDefined();
});

it('has every call the curriculum names', () => {
  const calls = `socket connect bind listen accept recv send read write close shutdown getsockopt setsockopt dup pipe2
    socketpair fcntl poll select epoll_create1 epoll_ctl epoll_wait eventfd timerfd_create timerfd_settime aio_read
    aio_write aio_error aio_return aio_suspend aio_cancel`;
  expect(calls.split(/\s+/).filter((name) => typeof Object(kit)[name] !== 'function')).toEqual([]);
});

it('says of every call, with its man page, what it does, in English and in Chinese', () => {
  const macros = ['FD_ZERO', 'FD_SET', 'FD_CLR', 'FD_ISSET'];
  for (const [name, { kind, comment }] of declarations()) {
    if (kind !== ts.SyntaxKind.FunctionDeclaration || macros.includes(name)) continue;
    expect([name, comment]).toEqual([
      name,
      expect.stringMatching(new RegExp(`${name}\\([23]\\)[^]*[\\u4e00-\\u9fff]`)),
    ]);
  }
});

it('leads from the types of an exercise with the kit to its declarations, and from no other', () => {
  expect(typesWithKit({ kit: 'posix', types: 'export {};\n' })).toBe(
    '/// <reference path="./posix.d.ts" />\nexport {};\n',
  );
  expect(typesWithKit({ types: 'export {};\n' })).toBe('export {};\n');
});
