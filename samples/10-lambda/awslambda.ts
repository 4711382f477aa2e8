/** What the runtime gives to handlers that stream their answer, as a global. */

export const STREAMING: unique symbol = Symbol('streaming');

Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: object) =>
      Object.assign(handler, { [STREAMING]: true }),
  },
});
