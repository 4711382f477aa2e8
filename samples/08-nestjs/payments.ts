import { HttpException, Injectable } from '@nestjs/common';
import { task } from 'everspan';

@Injectable()
export class Payments {
  @task({ attributes: (id) => ({ 'order.id': id }) })
  async charge(id: string): Promise<string> {
    await Promise.resolve();
    // A status of HTTP that the handler throws is the answer, and a failure.
    if (id === 'o-9') throw new HttpException('bad credentials', 502);
    return `p-${id}`;
  }
}
