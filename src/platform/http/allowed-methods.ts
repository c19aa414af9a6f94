import type { Request } from 'express';

interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/**
 * The methods that routes take at the request’s path, upper case; none means that the path itself is unknown.
 * Express answers 404 for both, RFC 9110 (15.5.6) asks for 405 and `Allow`.
 */
export function allowedMethods(request: Request): string[] {
  const { router } = request.app as unknown as { router: { stack: readonly Layer[] } };
  const methods = new Set<string>();
  for (const layer of router.stack) {
    if (layer.route === undefined || !layer.match(request.path)) continue;
    for (const [method, taken] of Object.entries(layer.route.methods))
      if (taken) methods.add(method.toUpperCase());
  }
  methods.delete('_ALL');
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}
