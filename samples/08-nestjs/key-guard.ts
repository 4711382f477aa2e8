/** Lets in who has a key. It runs before the handler, so before its span. */
import {
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { IncomingMessage } from 'node:http';

const HEADER = 'x-api-key';
const NEEDS_KEY = 'needs key';

/** Written on the handler, where the guard looks for it. */
export const NeedsKey = (): MethodDecorator => SetMetadata(NEEDS_KEY, true);

@Injectable()
export class KeyGuard implements CanActivate {
  readonly #reflector: Reflector;

  constructor(reflector: Reflector) {
    this.#reflector = reflector;
  }

  canActivate(context: ExecutionContext): boolean {
    const needsKey = this.#reflector.get<boolean | undefined>(
      NEEDS_KEY,
      context.getHandler(),
    );
    const { headers } = context.switchToHttp().getRequest<IncomingMessage>();
    return needsKey !== true || HEADER in headers;
  }
}
