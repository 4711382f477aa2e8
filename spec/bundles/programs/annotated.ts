/** Annotates, and leaves it to a preload to set tracing up. */
import { task, workflow } from 'everspan';

class Orders {
  @workflow
  place(): void {
    this.charge();
    task.wrap({ attributes: { from: 'wrap' } }, function refund() {})();
  }

  @task('charge card')
  charge(): void {}
}

new Orders().place();
process.exit(4);
