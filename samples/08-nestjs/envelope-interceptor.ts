/**
 * Runs around the handler, and so around its span: that begins with
 * `next.handle()`, and is over when the answer comes out of it.
 */
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { logFields } from 'everspan';
import { map, type Observable } from 'rxjs';

@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<object> {
    const isInSpan = 'trace_id' in logFields();
    return next.handle().pipe(map((answer) => ({ answer, isInSpan })));
  }
}
