import { Reflector } from '@nestjs/core';

/** Marks a controller or handler that needs no key. */
export const Public = Reflector.createDecorator<undefined, boolean>({ transform: () => true });
