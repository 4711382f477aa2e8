/** What objects look like from outside, to tell whether they were touched. */
import { types } from 'node:util';

const identities = new WeakMap<object, number>();
let identified = 0;

/** One text for all; two objects are the same only if they are one. */
export function portraitOf(objects: readonly object[]): string {
  return objects
    .filter((each) => !types.isProxy(each))
    .map((each) => propertiesOf(each) + contentOf(each))
    .join('\n');
}

function propertiesOf(object: object): string {
  const isLocked = !Object.isExtensible(object);
  const properties = Reflect.ownKeys(object)
    .filter((key) => key !== 'stack')
    .map((key) => propertyOf(object, key));
  return `${String(isLocked)} ${properties.join()}`;
}

function propertyOf(object: object, key: PropertyKey): string {
  const found = Reflect.getOwnPropertyDescriptor(object, key);
  const parts = Object.entries(found ?? {}).map(
    ([part, value]) => `${part}=${nameOf(value)}`,
  );
  return `${String(key)}(${parts.join(' ')})`;
}

function contentOf(object: object): string {
  if (types.isMap(object)) {
    const entries = [...Map.prototype.entries.call(object)];
    return entries.flat().map(nameOf).join();
  }
  if (types.isSet(object)) {
    return [...Set.prototype.values.call(object)].map(nameOf).join();
  }
  return types.isDate(object)
    ? String(Date.prototype.getTime.call(object))
    : '';
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return textOf(value);
  const isObject =
    (typeof value === 'object' && value !== null) ||
    typeof value === 'function';
  if (!isObject) return String(value);
  const known = identities.get(value) ?? ++identified;
  identities.set(value, known);
  return `#${String(known)}`;
}

/** Of a long text the length is enough, for texts never change. */
function textOf(text: string): string {
  return text.length < 100 ? text : `${String(text.length)} characters`;
}
