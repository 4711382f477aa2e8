/** The program: a module, a server, and tracing before both. */
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { init } from 'everspan';
import type { AddressInfo } from 'node:net';
import { KeyGuard } from './key-guard';
import { OrdersController } from './orders-controller';
import { Payments } from './payments';
import { Stock } from './stock';

init({ serviceName: 'shop' });

@Module({
  controllers: [OrdersController],
  providers: [Stock, Payments, KeyGuard],
})
class Shop {}

async function main(): Promise<void> {
  const app = await NestFactory.create(Shop, { logger: false });
  // Nest listens to SIGTERM from here on, and has its way: everspan flushes.
  app.enableShutdownHooks();
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  console.log(`listens on http://127.0.0.1:${String(port)}`);
}

void main();
