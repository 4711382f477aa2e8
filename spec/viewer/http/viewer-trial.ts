/** A viewer, and what a sender and its page ask of it. */
import { serve, type Viewer } from '../../../lib/viewer/serve';
import type { TraceAnswer } from '../../../lib/viewer/api-types';
import {
  jsonOf,
  JSON_TYPE,
  send,
  type Answered,
  type Sent,
} from './http-client';
import { bytesOf, requestOf, TRACE_ID } from '../otlp/otlp-request';

export class ViewerTrial {
  readonly viewer: Viewer;

  private constructor(viewer: Viewer) {
    this.viewer = viewer;
  }

  static async open(maxBodyBytes: number): Promise<ViewerTrial> {
    return new ViewerTrial(await serve({ port: 0, maxBodyBytes }));
  }

  /** JSON to `/v1/traces`, unless said otherwise. */
  send(sent: Sent): Promise<Answered> {
    return send(this.viewer.url, { headers: JSON_TYPE, ...sent });
  }

  async statusOf(sent: Sent): Promise<number> {
    return (await this.send(sent)).status;
  }

  post(...spans: readonly object[]): Promise<Answered> {
    return this.send({ body: bytesOf(requestOf(...spans)) });
  }

  async ask<Answer>(path: string): Promise<Answer> {
    return jsonOf(await this.send({ method: 'GET', path })) as Answer;
  }

  trace(id: string = TRACE_ID): Promise<TraceAnswer> {
    return this.ask<TraceAnswer>(`/api/traces/${id}`);
  }
}
