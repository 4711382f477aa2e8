/** Places where an annotation must not compile, in both dialects. */
import { task } from '../../../lib';

// @ts-expect-error TS1238+1270 -- a class
@task
export class OnClass {}

// @ts-expect-error TS1238+1270 -- a class, with a name
@task('x')
export class OnClassWithName {}

// @ts-expect-error TS1238+1270 -- a class, with options
@task({ version: 1 })
export abstract class OnClassWithOptions {}

export class OnFields {
  // @ts-expect-error TS1240+1271/TS1270 -- a field
  @task field = 1;

  // @ts-expect-error TS1240+1271/TS1270 -- a field that holds a function
  @task arrow = (): number => 1;

  // @ts-expect-error TS1240+1271/TS1240+1270 -- a field, with a name
  @task('x') named = 1;

  // @ts-expect-error TS1240+1271/TS1240+1270 -- a field, with parentheses
  @task() called = 1;

  // @ts-expect-error TS1240+1271/TS1240+1270 -- a field, with options
  @task({ name: 'x' }) optioned = 1;

  // @ts-expect-error TS1240+1271/TS1270 -- a static field
  @task static shared = 1;
}

export class OnAccessors {
  // @ts-expect-error TS1241+1270/TS1241 -- a getter
  @task get total(): number {
    return Math.random();
  }

  // @ts-expect-error TS1241+1270/TS1241 -- a setter
  @task('x') set least(_value: number) {
    // Only its place matters.
  }

  // @ts-expect-error TS1240+1271/TS1240+1270 -- an accessor
  @task accessor count = 1;

  // @ts-expect-error TS1241+1270/TS1241 -- a static getter
  @task static get most(): number {
    return Math.random();
  }
}

export class OnParameters {
  // @ts-expect-error TS1239+1271/TS1206 -- a parameter of a constructor
  constructor(@task order: string) {
    this.place(order);
  }

  // @ts-expect-error TS1239+1271/TS1206 -- a parameter
  place(@task order: string): string {
    return order;
  }

  // @ts-expect-error TS1239+1271/TS1206 -- a parameter, with a name
  static place(@task('x') order: string): string {
    return order;
  }
}

// @ts-expect-error TS2769 -- a function that is called as a decorator by hand
export const byHand: unknown = task(() => 1);
