import { expect } from 'chai';
import { BinaryWriter } from '@protobuf-ts/runtime';
import {
  delimitedField,
  fieldsOf,
  fixed64Field,
  varintField,
} from '../../lib/journal/wire';

function written(fill: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter();
  fill(writer);
  return writer.finish();
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

describe('fieldsOf', () => {
  it('walks fields of every wire type, as another writer writes them', () => {
    const message = written((writer) => {
      writer.tag(1, 0).uint64(2n ** 63n);
      writer.tag(2, 1).fixed64(7n);
      writer.tag(3, 2).string('text');
      writer.tag(4, 5).fixed32(9);
      writer.tag(536_870_911, 2).bytes(Buffer.alloc(20_000, 1));
    });
    const fields = [...fieldsOf(message)];
    const numbers = fields.map(({ number }) => number);
    expect(numbers).to.deep.equal([1, 2, 3, 4, 536_870_911]);
    expect(hex(fields[1]?.content ?? message)).to.equal('0700000000000000');
    expect(hex(fields[2]?.content ?? message)).to.equal(
      hex(Buffer.from('text')),
    );
    expect(hex(fields[3]?.content ?? message)).to.equal('09000000');
    expect(fields[4]?.content).to.have.lengthOf(20_000);
  });

  it('gives back the message when all fields are put together again', () => {
    const message = written((writer) => {
      writer.tag(1, 2).fork().tag(3, 0).int32(-1).join();
      writer.tag(2, 5).float(1.5);
      writer.tag(1, 2).string('é'.repeat(200));
    });
    const whole = [...fieldsOf(message)].map((field) => field.whole);
    expect(hex(Buffer.concat(whole))).to.equal(hex(message));
  });

  it('comes to the end with any bytes', () => {
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const bytes = Buffer.from(String(seed * 48_271)).subarray(0, seed % 9);
      const noise = bytes.map((byte, nth) => byte * (nth + seed));
      const fields = [...fieldsOf(noise)];
      expect(fields.length).to.be.at.most(noise.length);
    }
  });
});

describe('fields written', () => {
  it('are the bytes that another writer writes', () => {
    const ours = Buffer.concat([
      ...delimitedField(9, Buffer.from('ab'), Buffer.from('cd')),
      ...delimitedField(1, Buffer.alloc(300, 7)),
      fixed64Field(8, 1_795_000_000_000_000_001n),
      varintField(15, 2),
      varintField(3, 2_147_483_647),
    ]);
    const theirs = written((writer) => {
      writer.tag(9, 2).string('abcd');
      writer.tag(1, 2).bytes(Buffer.alloc(300, 7));
      writer.tag(8, 1).fixed64(1_795_000_000_000_000_001n);
      writer.tag(15, 0).uint32(2);
      writer.tag(3, 0).uint32(2_147_483_647);
    });
    expect(hex(ours)).to.equal(hex(theirs));
  });
});
