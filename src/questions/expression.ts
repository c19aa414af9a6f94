import jsep from 'jsep';

/**
 * The arithmetic of computed keys: numbers, the question’s parameters, + - * / % and a few functions. Read by a parser
 * of JavaScript expressions, worked out here: nothing of what an author writes is ever run.
 */

export type Values = Readonly<Record<string, number>>;

const functions: Readonly<Record<string, (...numbers: number[]) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  abs: Math.abs,
  min: Math.min,
  max: Math.max,
};

const operators: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

/** What cannot be worked out, in words for the author. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

/**
 * @returns a finite number
 * @throws ExpressionError when it is no arithmetic, names something unknown, or has no finite value
 */
export function evaluate(expression: string | number, values: Values): number {
  if (typeof expression === 'number') return expression;
  const result = valueOf(parsed(expression), values);
  if (!Number.isFinite(result)) throw new ExpressionError(`\`${expression}\` has no finite value`);
  return result;
}

function parsed(expression: string): jsep.Expression {
  try {
    return jsep(expression);
  } catch (error) {
    throw new ExpressionError(
      `\`${expression}\` is no arithmetic: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function valueOf(node: jsep.Expression, values: Values): number {
  const of = (each: unknown) => valueOf(each as jsep.Expression, values);
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'number') return node.value;
      break;
    case 'Identifier': {
      const name = textOf(node.name);
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value !== undefined) return value;
      throw new ExpressionError(
        `\`${name}\` is no parameter of this question; there are: ${Object.keys(values).join(', ') || 'none'}`,
      );
    }
    case 'UnaryExpression':
      if (node.operator === '-') return -of(node.argument);
      break;
    case 'BinaryExpression': {
      const operator = textOf(node.operator);
      const apply = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
      if (apply) return apply(of(node.left), of(node.right));
      break;
    }
    case 'CallExpression': {
      const name = textOf((node.callee as jsep.Identifier).name);
      const apply = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (apply) return apply(...(node.arguments as jsep.Expression[]).map(of));
      throw new ExpressionError(
        `\`${name}\` is no function here; there are: ${Object.keys(functions).join(', ')}`,
      );
    }
  }
  throw new ExpressionError(
    'write numbers, parameters, + - * / %, parentheses, floor(), ceil(), round(), abs(), min(), max()',
  );
}

/** What the parser gives where a name or an operator stands. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
