/** The annotations; they differ in their kind, and a workflow in its reach. */
import { annotate } from './annotate';
import type { Annotation } from './annotation';

/**
 * Annotates the whole of a run: a job, a request, a message's handling.
 *
 * Every span below it, those of other libraries included, carries its name
 * (`everspan.workflow.name`) and where it stands (`everspan.path`). A workflow
 * inside another one takes over the name, and continues the path.
 *
 * @example
 * ```ts
 * import { task, workflow } from 'everspan';
 *
 * class Orders {
 *   @workflow({ correlationId: (order: Order) => order.id })
 *   async place(order: Order) {
 *     await this.charge(order);
 *   }
 *
 *   @task
 *   async charge(order: Order) {
 *     await bank.charge(order.card, order.total);
 *   }
 * }
 * ```
 * @see Annotation for what happens to a call
 */
export const workflow: Annotation = annotate('workflow');

/**
 * Annotates a step of a workflow.
 *
 * @example
 * ```ts
 * import { task } from 'everspan';
 *
 * class Orders {
 *   @task('charge card')
 *   async charge(order: Order) {
 *     await bank.charge(order.card, order.total);
 *   }
 * }
 * ```
 * @see Annotation for what happens to a call
 */
export const task: Annotation = annotate('task');

/**
 * Annotates what decides by itself which tools to use.
 *
 * @example
 * ```ts
 * import { agent } from 'everspan';
 *
 * const answer = await agent.run('support', () => conversation.next(question));
 * ```
 * @see Annotation for what happens to a call
 */
export const agent: Annotation = annotate('agent');

/**
 * Annotates what an agent can call.
 *
 * @example
 * ```ts
 * import { tool } from 'everspan';
 *
 * const tools = { search: tool.wrap('search', search) };
 * ```
 * @see Annotation for what happens to a call
 */
export const tool: Annotation = annotate('tool');

/**
 * Annotates anything else worth a span.
 *
 * @example
 * ```ts
 * import { span } from 'everspan';
 *
 * const parsed = span.run('parse', () => parse(text));
 * ```
 * @see Annotation for what happens to a call
 */
export const span: Annotation = annotate('span');
