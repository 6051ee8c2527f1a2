import type { Builder, Datasource, PostProcessor, Provisioner } from '../../components/index.ts';

/** A component that was opened by the other end. */
export type ServedComponent =
  | { readonly kind: 'builder'; readonly component: Builder }
  | { readonly kind: 'provisioner'; readonly component: Provisioner }
  | { readonly kind: 'post-processor'; readonly component: PostProcessor }
  | { readonly kind: 'datasource'; readonly component: Datasource };
