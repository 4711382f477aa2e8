import 'reflect-metadata';
import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Headers,
  HttpCode,
  type INestApplication,
  Inject,
  Injectable,
  Module,
  NotFoundException,
  Param,
  Post,
  SetMetadata,
  UseGuards,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { expect } from 'chai';
import { Type } from 'class-transformer';
import { IsInt, IsString, Min } from 'class-validator';
import type { AddressInfo } from 'node:net';
import { annotationsOf, task, workflow } from '../../lib';
import { useRecorder } from '../support/recorder';

class OrderInput {
  @IsString()
  item!: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  count!: number;

  @task
  size(): number {
    return this.item.length * this.count;
  }
}

@Injectable()
class Prices {
  @task
  async priceOf(order: OrderInput): Promise<number> {
    return Promise.resolve(order.size() * 2);
  }
}

/** Reads what stands on the handler it is given, as guards do. */
@Injectable()
class RoleGuard implements CanActivate {
  readonly #reflector: Reflector;

  constructor(@Inject(Reflector) reflector: Reflector) {
    this.#reflector = reflector;
  }

  canActivate(context: ExecutionContext): boolean {
    const role = this.#reflector.get<string>('role', context.getHandler());
    return role === 'reader';
  }
}

@Controller('orders')
class OrdersController {
  readonly #prices: Prices;

  constructor(prices: Prices) {
    this.#prices = prices;
  }

  @Post()
  @HttpCode(202)
  @workflow({ name: 'place order', correlationId: (_order, id) => id })
  async place(
    @Body() order: OrderInput,
    @Headers('x-order-id') id: string,
  ): Promise<{ price: number; id: string }> {
    return { price: await this.#prices.priceOf(order), id };
  }

  @workflow
  @Get('read/:id')
  @SetMetadata('role', 'reader')
  @UseGuards(RoleGuard)
  read(@Param('id') id: string): string {
    return `order ${id}`;
  }

  @UseGuards(RoleGuard)
  @SetMetadata('role', 'reader')
  @Get('list')
  @workflow
  list(): string[] {
    return ['A-1'];
  }

  @Get('missing')
  @workflow
  missing(): never {
    throw new NotFoundException('no such order');
  }
}

@Module({ controllers: [OrdersController], providers: [Prices] })
class Shop {}

describe('a NestJS application', () => {
  const recorder = useRecorder();
  let app: INestApplication;
  let url: string;

  before(async () => {
    app = await NestFactory.create(Shop, { logger: false });
    app.useGlobalPipes(new ValidationPipe({ transform: true }));
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    url = `http://127.0.0.1:${String(port)}/orders`;
  });

  after(() => app.close());

  const place = (body: object) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-order-id': 'A-1' },
      body: JSON.stringify(body),
    });

  it('gives an annotated handler its parameters, transformed', async () => {
    const answer = await place({ item: 'tea', count: '2' });
    expect(answer.status).to.equal(202);
    expect(await answer.json()).to.deep.equal({ price: 12, id: 'A-1' });
    const order = recorder.take('place order');
    const price = recorder.take('priceOf');
    const size = recorder.take('size');
    const { traceId, spanId } = order.spanContext();
    expect(order.attributes['everspan.correlation.id']).to.equal('A-1');
    expect(price.parentSpanContext?.spanId).to.equal(spanId);
    expect(size.spanContext().traceId).to.equal(traceId);
    expect(size.attributes['code.function.name']).to.equal('OrderInput.size');
  });

  it('validates before an annotated handler is called', async () => {
    const answer = await place({ item: 'tea', count: 0 });
    expect(answer.status).to.equal(400);
  });

  for (const path of ['read/7', 'list']) {
    const [name] = path.split('/');
    it(`finds what it wrote on a handler, above and below: ${path}`, async () => {
      const answer = await fetch(`${url}/${path}`);
      expect(answer.status).to.equal(200);
      recorder.take(name!);
    });
  }

  it('answers what a handler throws, which fails its span', async () => {
    const answer = await fetch(`${url}/missing`);
    expect(answer.status).to.equal(404);
    const { attributes, status } = recorder.take('missing');
    expect(attributes['error.type']).to.equal('NotFoundException');
    expect(status.message).to.equal('no such order');
  });

  it('keeps the types and the arguments that it knows by name', () => {
    const { prototype } = OrdersController;
    const types = Reflect.getMetadata('design:paramtypes', prototype, 'place');
    expect(types).to.deep.equal([OrderInput, String]);
    const args = Reflect.getMetadata(
      '__routeArguments__',
      OrdersController,
      'place',
    );
    expect(Object.keys(args as object)).to.have.lengthOf(2);
  });

  it('is told by annotationsOf', () => {
    const names = annotationsOf(OrdersController).map(({ name }) => name);
    expect(names).to.deep.equal(['place order', 'read', 'list', 'missing']);
  });
});
