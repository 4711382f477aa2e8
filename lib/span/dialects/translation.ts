/** Says what a span says in several dialects at once. */
import type { Attributes } from '@opentelemetry/api';
import type { CapturedCall, Dialect, DialectName, Entity } from './dialect';
import { genAi } from './gen-ai';
import { openinference } from './openinference';
import { openllmetry } from './openllmetry';

const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  openllmetry,
  openinference,
  gen_ai: genAi,
};

/** What `init` can be asked for. */
export const DIALECT_NAMES: readonly string[] = Object.keys(DIALECTS);

/** Made once by `init`; where nobody asked, there is none. */
export class Translation {
  readonly #dialects: readonly Dialect[];

  constructor(names: readonly DialectName[]) {
    this.#dialects = names.map((name) => DIALECTS[name]);
  }

  /** Further attributes of the entity's own span. */
  describe(entity: Entity): Attributes {
    return this.#together((dialect) => dialect.describe(entity));
  }

  /** Further attributes of the spans below it. */
  below(entity: Entity): Attributes {
    return this.#together((dialect) => dialect.below?.(entity));
  }

  /** What is associated, in our words and in others. */
  associate(attributes: Attributes): Attributes {
    const theirs = this.#together((dialect) => dialect.associate?.(attributes));
    return { ...theirs, ...attributes };
  }

  input(call: CapturedCall): Attributes {
    return this.#together((dialect) => dialect.input(call));
  }

  output(call: CapturedCall): Attributes {
    return this.#together((dialect) => dialect.output(call));
  }

  #together(
    attributesIn: (dialect: Dialect) => Attributes | undefined,
  ): Attributes {
    return Object.assign({}, ...this.#dialects.map(attributesIn)) as Attributes;
  }
}
