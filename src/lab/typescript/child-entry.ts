import { fileURLToPath } from 'node:url';

/** A module to be run by Node in a process of its own. */
export interface ChildEntry {
  readonly path: string;
  readonly execArgv: readonly string[];
}

// The build turns `x.ts` into `x.js`, and imports are written for that. In the sources Node removes the types by
// itself, but must be told that `./x.js` is `./x.ts`.
const sourceHooks = `import { registerHooks } from 'node:module';
registerHooks({ resolve: (specifier, context, next) =>
  specifier.startsWith('.') && context.parentURL?.endsWith('.ts') && !context.parentURL.includes('/node_modules/')
    ? next(specifier.replace(/\\.js$/, '.ts'), context)
    : next(specifier, context) });`;

/**
 * The module `name` beside the module whose `import.meta.url` is given: as JavaScript after a build, as TypeScript
 * when the caller itself runs from the sources, as under Jest.
 */
export function childEntry(name: string, importMetaUrl: string): ChildEntry {
  const fromSources = importMetaUrl.endsWith('.ts');
  return {
    path: fileURLToPath(new URL(`./${name}.${fromSources ? 'ts' : 'js'}`, importMetaUrl)),
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      ...(fromSources ? ['--import', `data:text/javascript,${encodeURIComponent(sourceHooks)}`] : []),
    ],
  };
}
