import 'reflect-metadata';
import { expect } from 'chai';
import {
  Expose,
  instanceToPlain,
  plainToInstance,
  Transform,
  Type,
} from 'class-transformer';
import {
  IsEmail,
  Validate,
  validate,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { task, workflow } from '../../lib';
import { useRecorder } from '../support/recorder';

@ValidatorConstraint({ name: 'known', async: true })
class IsKnown implements ValidatorConstraintInterface {
  @task('look up customer')
  async validate(email: string): Promise<boolean> {
    await Promise.resolve();
    return email.endsWith('@example.org');
  }

  defaultMessage(): string {
    return 'nobody knows $value';
  }
}

class Customer {
  @Transform(({ value }) => String(value).toLowerCase())
  @IsEmail()
  @Validate(IsKnown)
  email!: string;
}

class Order {
  @Type(() => Customer)
  @ValidateNested()
  customer!: Customer;

  @Expose()
  @task
  below(): string {
    return this.customer.email;
  }

  @task
  @Expose()
  above(): string {
    return this.customer.email;
  }

  @workflow
  async check(): Promise<readonly string[]> {
    const errors = await validate(this);
    return errors.flatMap(({ children = [] }) =>
      children.flatMap(({ constraints }) => Object.values(constraints ?? {})),
    );
  }
}

const orderOf = (email: string): Order =>
  plainToInstance(Order, { customer: { email } });

describe('classes of class-validator and class-transformer', () => {
  const recorder = useRecorder();

  it('are annotated when they are made of plain data', async () => {
    expect(await orderOf('ANN@example.org').check()).to.deep.equal([]);
    const { spanId } = recorder.take('check').spanContext();
    const lookUp = recorder.take('look up customer');
    expect(lookUp.parentSpanContext?.spanId).to.equal(spanId);
  });

  it('are validated by annotated methods', async () => {
    expect(await orderOf('ann@example.com').check()).to.deep.equal([
      'nobody knows ann@example.com',
    ]);
    expect(recorder.takeAll()).to.have.lengthOf(2);
  });

  it('expose annotated methods, whichever decorator is above', () => {
    expect(instanceToPlain(orderOf('ann@example.org'))).to.deep.include({
      below: 'ann@example.org',
      above: 'ann@example.org',
    });
    const names = recorder.takeAll().map(({ name }) => name);
    expect(names).to.have.members(['below', 'above']);
  });
});
