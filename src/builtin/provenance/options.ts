import * as z from 'zod/mini';
import { type PreparedCall, quote, triState, type Verdict } from '../../sdk/index.ts';
import { flag, text, textMap, texts } from '../options.ts';

/** The options of the post-processor `provenance` (components 2.16). */
export const schema = z.object({
  provenance: triState(),
  build_type: text(),
  output_dir: text(),
  template: text(),
  only_builds: texts(),
  user_variables: textMap(),
  source_uri: text(),
  sbom: flag(),
  sbom_format: text(),
  sbom_scan_path: text(),
  sbom_scope: text(),
  sbom_exclude: texts(),
  signing_mode: text(),
  signer: text(),
  key: text(),
  verifier: text(),
  fulcio_url: text(),
  rekor_url: text(),
  upload_tlog: flag(),
  trusted_root_path: text(),
  keyless_identity: text(),
  keyless_oidc_issuer: text(),
});

/** The options, decoded. */
export type ProvenanceConfig = z.infer<typeof schema>;

/** The key to sign with, whichever of its two names was used. */
export function signerOf({ key, signer }: ProvenanceConfig): string {
  return key || signer;
}

const keyServices = /^(awskms|gcpkms|azurekms|hashivault):\/\//;

function kmsProblem(config: ProvenanceConfig, mode: string): string | undefined {
  if (signerOf(config) === '') return `${mode} requires signer or key`;
  if (keyServices.test(signerOf(config))) return undefined;
  return `${mode} requires a recognized KMS or Vault URI: awskms://, gcpkms://, azurekms://, or hashivault://`;
}

function keylessProblem(config: ProvenanceConfig, mode: string): string | undefined {
  if (config.verifier !== '')
    return `${mode} does not support verifier overrides; keyless attestations are verified against keyless_identity and keyless_oidc_issuer`;
  const isComplete =
    config.keyless_identity.trim() !== '' && config.keyless_oidc_issuer.trim() !== '';
  return isComplete ? undefined : `${mode} requires keyless_identity and keyless_oidc_issuer`;
}

/** What is wrong with the options that say how to sign. */
function signingProblem(config: ProvenanceConfig): string | undefined {
  const { key, signer, signing_mode: name } = config;
  if (key !== '' && signer !== '' && key !== signer)
    return 'signer and key must match when both are set';
  const mode = `signing_mode ${quote(name)}`;
  switch (name) {
    case '':
    case 'none':
      return undefined;
    case 'key':
      return signerOf(config) === '' ? `${mode} requires signer or key` : undefined;
    case 'kms':
      return kmsProblem(config, mode);
    case 'keyless':
      return keylessProblem(config, mode);
    default:
      return `${mode} is not implemented`;
  }
}

/** What tspacker cannot do, and what to do instead. */
function refusal({ provenance, sbom, signing_mode: mode }: ProvenanceConfig): string | undefined {
  if (provenance === false) return undefined;
  if (mode === 'kms')
    return 'signing_mode "kms" is not supported by tspacker: it needs a key management service; use signing_mode "key" with a private key in a file';
  if (mode === 'keyless')
    return 'signing_mode "keyless" is not supported by tspacker: it needs the services of Sigstore; use signing_mode "key" with a private key in a file';
  if (sbom)
    return 'sbom is not supported by tspacker: it needs a scanner; make the SBOM with a post-processor such as shell-local';
  return undefined;
}

/** Checks what the schema cannot say. */
export function checkProvenance({ config }: PreparedCall<ProvenanceConfig>): Verdict {
  const error = signingProblem(config) ?? refusal(config);
  return error === undefined ? {} : { error };
}
