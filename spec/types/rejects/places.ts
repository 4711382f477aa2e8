/** Places where an annotation must not compile, in both dialects. */
import { task } from '../../../lib';

// @ts-expect-error -- a class
@task
export class OnClass {}

// @ts-expect-error -- a class, with a name
@task('x')
export class OnClassWithName {}

export class OnFields {
  // @ts-expect-error -- a field
  @task field = 1;

  // @ts-expect-error -- a field that holds a function
  @task arrow = (): number => 1;

  // @ts-expect-error -- a field, with a name
  @task('x') named = 1;

  // @ts-expect-error -- a field, with parentheses
  @task() called = 1;

  // @ts-expect-error -- a field, with options
  @task({ name: 'x' }) optioned = 1;

  // @ts-expect-error -- a static field
  @task static shared = 1;
}

export class OnAccessors {
  // @ts-expect-error -- a getter
  @task get total(): number {
    return Math.random();
  }

  // @ts-expect-error -- a setter
  @task('x') set total(_value: number) {
    // Only its place matters.
  }

  // @ts-expect-error -- an accessor
  @task accessor count = 1;
}
