/** Annotations above and below Nest's own decorators: both are found. */
import {
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { workflow } from 'everspan';
import { EnvelopeInterceptor } from './envelope-interceptor';
import { KeyGuard, NeedsKey } from './key-guard';
import { Payments } from './payments';
import { Stock } from './stock';

interface Receipt {
  readonly id: string;
  readonly payment: string;
}

@Controller('orders')
@UseGuards(KeyGuard)
@UseInterceptors(EnvelopeInterceptor)
export class OrdersController {
  readonly #stock: Stock;
  readonly #payments: Payments;

  // Injected by type: the annotations take nothing of it away.
  constructor(stock: Stock, payments: Payments) {
    this.#stock = stock;
    this.#payments = payments;
  }

  // Above: what the others wrote on the method is found on the annotated one.
  @workflow({ name: 'place order', correlationId: (id: string) => id })
  @Post(':id/place')
  @HttpCode(202)
  @NeedsKey()
  async place(@Param('id') id: string): Promise<Receipt> {
    await this.#stock.reserve(id);
    return { id, payment: await this.#payments.charge(id) };
  }

  // Below: they write on the annotated method.
  @Get(':id')
  @workflow({ name: 'read order', correlationId: (id: string) => id })
  read(@Param('id') id: string): string {
    return `order ${id}`;
  }
}
