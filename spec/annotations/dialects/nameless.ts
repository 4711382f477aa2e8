/** A class without a name, as both dialects take one. */
import { task } from '../../../lib';

export default class {
  readonly total = 7;

  @task
  run(): number {
    return this.total;
  }

  @task
  static open(): number {
    return 1;
  }
}
