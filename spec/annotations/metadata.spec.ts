import 'reflect-metadata';
import { expect } from 'chai';
import { task } from '../../lib';
import { impersonate } from '../../lib/annotations/metadata';

describe('impersonate', () => {
  it('copies accessors as accessors, and symbols', () => {
    let reads = 0;
    const key = Symbol('key');
    const original = Object.defineProperty(() => 1, 'lazy', {
      get: () => ++reads,
      configurable: true,
    });
    const wrapper = (): number => 2;
    impersonate(wrapper, Object.assign(original, { [key]: 7 }));
    expect(reads).to.equal(0);
    expect(wrapper).to.have.property('lazy', 1);
    expect(wrapper).to.have.property(key, 7);
  });

  it('copies metadata without sharing it', () => {
    const original = (): number => 1;
    const wrapper = (): number => 2;
    Reflect.defineMetadata('role', 'admin', original);
    impersonate(wrapper, original);
    Reflect.defineMetadata('role', 'guest', wrapper);
    expect(Reflect.getMetadata('role', original)).to.equal('admin');
  });

  it('gives up on a Proxy that refuses', () => {
    const refuse = (): never => {
      throw new Error('refused');
    };
    const proxy = new Proxy(() => 7, { ownKeys: refuse });
    expect(task.wrap('call', proxy)()).to.equal(7);
  });

  it('needs no reflect-metadata', () => {
    const { getOwnMetadataKeys } = Reflect;
    Reflect.deleteProperty(Reflect, 'getOwnMetadataKeys');
    expect(task.wrap('call', () => 7)()).to.equal(7);
    Object.assign(Reflect, { getOwnMetadataKeys });
  });
});
