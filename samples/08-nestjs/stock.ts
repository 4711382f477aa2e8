import { Injectable } from '@nestjs/common';
import { task } from 'everspan';

@Injectable()
export class Stock {
  @task
  async reserve(id: string): Promise<number> {
    await Promise.resolve();
    return id.length;
  }
}
