/** What the doctor knows, before it thinks. Plain data. */
import type { ProxyChoice } from '../../setup/proxy-variables';
import type { Trial, TrialAtExit } from '../../setup/trial';
import type { ProjectFacts } from './project';

export interface EndpointFacts {
  /** Without userinfo and query. */
  readonly printable: string;
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Path without query. */
  readonly path: string;
  /** The variable it comes from; `undefined`: the default. */
  readonly variable: string | undefined;
}

export interface HeaderFacts {
  /** Of the user's own; no values. */
  readonly names: readonly string[];
}

export type JournalFacts =
  | { readonly kind: 'off' }
  | { readonly kind: 'refused'; readonly why: string }
  | {
      readonly kind: 'usable';
      readonly folder: string;
      /** Spans that dead processes left there. */
      readonly left: number;
    };

export interface Facts {
  /** `process.versions.node`. */
  readonly node: string;
  readonly serviceName: string;
  /** Why the environment says that nothing is to be sent. */
  readonly silencedBy: string | undefined;
  /** Variables that cannot be used. */
  readonly badVariables: number;
  readonly endpoint: EndpointFacts;
  readonly headers: HeaderFacts;
  readonly proxy: ProxyChoice;
  readonly journal: JournalFacts;
  readonly project: ProjectFacts;
  readonly trial: Trial;
  /** Of an answer's text, with every secret masked. */
  readonly answerText: string;
  /** What came of the same span as at the end of a process. */
  readonly trialAtExit: TrialAtExit;
  readonly answerTextAtExit: string;
}
