import type { Bilingual } from '../bilingual.js';

/**
 * Doorbell's own words about a source text. TypeScript's diagnostics keep TypeScript's words and codes; what
 * TypeScript cannot know (what is there at run time, what the exercise asks for) is said here. The codes are
 * stable words, so that a client can tell them from `TS2322`.
 */
export interface OwnMessage {
  readonly code: string;
  readonly message: Bilingual;
}

function own(code: string, en: string, zh: string): OwnMessage {
  return { code, message: { en, 'zh-CN': zh } };
}

export const ownMessages = {
  tooLarge: (maxBytes: number) =>
    own(
      'too-large',
      `The source is larger than ${maxBytes / 1024} KiB. Send only your own code: Node's modules are already there, libraries need not be packed in.`,
      `源代码超过 ${maxBytes / 1024} KiB。只需提交你自己写的代码：Node 自带的模块已经在那里，不用把库打包进来。`,
    ),
  nul: () =>
    own(
      'nul-character',
      'Here is a NUL character (U+0000), so this is probably not a text file, or it was saved as UTF-16. Save it as UTF-8 and send it again.',
      '这里有一个 NUL 字符（U+0000）：这多半不是文本文件，或者存成了 UTF-16。请存成 UTF-8 再提交。',
    ),
  bidi: (codePoint: string) =>
    own(
      'bidirectional-control',
      `Here is ${codePoint}, an invisible character that reverses the direction of text: readers would see another program than the one that runs. Delete it, or write it as an escape (\\u{…}) inside a string.`,
      `这里有 ${codePoint}：一个改变文字方向的不可见字符，它会让人看到的程序和实际运行的程序不一样。请删掉它；确实需要时，在字符串里写成转义形式（\\u{…}）。`,
    ),
  invisible: (codePoint: string) =>
    own(
      'invisible-character',
      `Here is ${codePoint}, a character that cannot be seen and does not belong in code; it often comes along when code is copied from a web page. Delete it, or type the line again.`,
      `这里有 ${codePoint}：一个看不见、也不该出现在代码里的字符，常常是从网页复制代码时带进来的。请删掉它，或者把这一行重新输入一遍。`,
    ),
  noCheck: () =>
    own(
      'no-check',
      'Remove `@ts-nocheck`: here the type-check is part of the feedback and always on. If one line needs an exception, put `// @ts-expect-error` with the reason above that line.',
      '请删掉 `@ts-nocheck`：在这里，类型检查是反馈的一部分，不能关闭。如果只有某一行需要例外，在那一行上面写 `// @ts-expect-error` 并说明理由。',
    ),
  tooDeep: () =>
    own(
      'too-deep',
      'The code is nested too deeply for the compiler to read (thousands of brackets or operators inside each other). Split it into smaller expressions.',
      '代码嵌套得太深（成千上万层括号或运算符），编译器读不下去。请拆成几个小的表达式。',
    ),
  tooSlow: (seconds: number) =>
    own(
      'check-too-slow',
      `The type-check used more than ${seconds} s of CPU time and was stopped; an ordinary answer needs a fraction of a second. Look for types that refer to themselves without end, and for very long unions.`,
      `类型检查占用的 CPU 时间超过 ${seconds} 秒，已被中止；普通的答案只要零点几秒。请检查有没有无休止引用自身的类型，或者特别长的联合类型。`,
    ),
  tooBig: () =>
    own(
      'check-too-big',
      'The type-check ran out of memory and was stopped. Look for types that refer to themselves without end, and for very long unions.',
      '类型检查耗尽了内存，已被中止。请检查有没有无休止引用自身的类型，或者特别长的联合类型。',
    ),
  missingExport: (name: string) =>
    own(
      'missing-export',
      `The answer must export \`${name}\`, and does not. The lab calls it by that name: write \`export\` before its declaration and check the spelling.`,
      `答案必须导出 \`${name}\`，现在没有。评测程序就按这个名字调用它：在声明前面写上 \`export\`，并检查拼写。`,
    ),
  notExported: (name: string) =>
    own(
      'missing-export',
      `\`${name}\` is here, but not exported, so the lab cannot call it. Write \`export\` before this declaration.`,
      `\`${name}\` 在这里，但没有导出，评测程序调用不到。请在这个声明前面写上 \`export\`。`,
    ),
  defaultExport: (name: string) =>
    own(
      'missing-export',
      `The answer has a default export; the lab looks for an export named \`${name}\`. Write \`export function ${name}\` without \`default\`.`,
      `答案用的是默认导出，而评测程序找的是名为 \`${name}\` 的导出。请去掉 \`default\`，写成 \`export function ${name}\`。`,
    ),
  typeExported: (name: string) =>
    own(
      'missing-export',
      `\`${name}\` is exported only as a type: types are removed before the program runs, so nothing of it is left to call. Export a function or a value of that name.`,
      `\`${name}\` 只作为类型导出：运行之前类型会被去掉，到时就没有东西可以调用了。请导出一个同名的函数或值。`,
    ),
  mismatch: (name: string) =>
    own(
      'export-mismatch',
      `\`${name}\` does not fit what the exercise declares in types.d.ts. TypeScript says:`,
      `\`${name}\` 与题目在 types.d.ts 中的声明不符。TypeScript 的说明：`,
    ),
  notAvailable: (specifier: string) =>
    own(
      'module-not-available',
      `The module \`${specifier}\` is not available: an answer is one file and may import only the modules that come with Node, for example \`node:net\`. Put your own helpers into this file.`,
      `模块 \`${specifier}\` 不可用：答案是单个文件，只能导入 Node 自带的模块，例如 \`node:net\`。自己写的辅助函数请放进这个文件。`,
    ),
  noKit: () =>
    own(
      'kit-not-available',
      "This exercise does not come with the module 'posix': system calls can be imported only where the statement says so. Solve it with Node's own modules, for example `node:net` or `node:fs`.",
      "这道题没有提供 'posix' 模块：只有题目写明可以直接使用系统调用时才能导入它。请用 Node 自带的模块来做，例如 `node:net` 或 `node:fs`。",
    ),
  typesOnly: () =>
    own(
      'types-only',
      "The module './types.js' holds types only and is not there when the program runs. Write `import type { … } from './types.js'`.",
      "模块 './types.js' 里只有类型，程序运行时并不存在。请写成 `import type { … } from './types.js'`。",
    ),
  commonJs: (name: string) =>
    own(
      'commonjs',
      `\`${name}\` does not exist here: an answer is an ES module, not CommonJS. Use \`import … from 'node:…'\` at the top, and \`export\` before the function.`,
      `这里没有 \`${name}\`：答案是 ES 模块，不是 CommonJS。请在开头用 \`import … from 'node:…'\` 导入，在函数前面写 \`export\` 导出。`,
    ),
  notErasable: () =>
    own(
      'TS1294',
      'This syntax is not available: before your program runs, its types are only removed, and `enum`, `namespace`, `import x = …`, parameter properties (`constructor(private x: …)`) and `<T>value` are more than types. Use a constant object, a plain variable, an ordinary field or `value as T`.',
      '不能使用这种语法：程序运行之前只会把类型去掉，而 `enum`、`namespace`、`import x = …`、参数属性（`constructor(private x: …)`）和 `<T>value` 不只是类型。请改用常量对象、普通变量、普通字段或 `value as T`。',
    ),
  decorator: () =>
    own(
      'decorator',
      'Decorators and `accessor` fields are not available: Node runs JavaScript, and JavaScript does not have them yet. Call the function directly, or use an ordinary field.',
      '不能使用装饰器（decorator）和 `accessor` 字段：运行程序的 Node 还不支持它们。请直接调用函数，或者使用普通字段。',
    ),
  jsx: () =>
    own(
      'jsx',
      'This looks like JSX (`<tag>…</tag>`), which is not available: an answer is plain TypeScript without a user interface.',
      '这看起来是 JSX（`<tag>…</tag>`），这里不能使用：答案是普通的 TypeScript，没有界面。',
    ),
  notJavaScript: () =>
    own(
      'not-javascript',
      'TypeScript accepts this source, but Node cannot load what is left of it without the types. Node says:',
      'TypeScript 能接受这段代码，但去掉类型之后 Node 无法加载它。Node 给出的说明（英文）：',
    ),
  reference: (name: string) =>
    own(
      'module-not-available',
      `\`${name}\` is not available: an answer is one file, and \`/// <reference …>\` finds no others. The exercise's types come by \`import type { … } from './types.js'\`.`,
      `\`${name}\` 不可用：答案是单个文件，\`/// <reference …>\` 找不到别的文件。题目给出的类型请用 \`import type { … } from './types.js'\` 导入。`,
    ),
} as const;
