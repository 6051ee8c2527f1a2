import type { Platform } from '../platform/index.ts';
import type { ResolvedTemplate } from '../resolve/index.ts';
import type { Diagnostic, Range } from '../source/index.ts';

type World = Pick<Platform, 'environment' | 'files'>;

/** True if builds of this template are meant to be tracked on HCP Packer (cli 11.1). */
function isActive(template: ResolvedTemplate, { environment }: World): boolean {
  const { HCP_PACKER_REGISTRY: mode, HCP_PACKER_BUCKET_NAME: bucket } = environment.variables;
  if (mode !== undefined && ['0', 'off'].includes(mode.toLowerCase())) return false;
  return template.registries.length > 0 || Boolean(bucket) || mode !== undefined;
}

async function hasCredentials({ environment, files }: World): Promise<boolean> {
  const {
    HCP_CLIENT_ID: id,
    HCP_CLIENT_SECRET: secret,
    HCP_CRED_FILE: file,
  } = environment.variables;
  if (id && secret) return true;
  if (file && (await files.exists(file))) return true;
  const parts = [environment.home ?? '', '.config', 'hcp', 'cred_file.json'];
  return files.exists(parts.join(environment.pathSeparator));
}

const error = (code: string, summary: string, detail: string): Diagnostic => ({
  severity: 'error',
  code,
  summary,
  detail,
});

const noCredentials = error(
  'hcp-credentials-missing',
  'HCP authentication information required',
  'HCP Authentication not configured, either set an HCP Client ID and secret using the environment variables HCP_CLIENT_ID and HCP_CLIENT_SECRET, place an HCP credential file in the default path (.config/hcp/), or at a different path specified in the HCP_CRED_FILE environment variable.',
);

const noBucket = error(
  'hcp-bucket-missing',
  'Bucket name required',
  "You must provide a bucket name for HCP Packer builds. You can set the HCP_PACKER_BUCKET_NAME environment variable. For HCL2 templates, the registry either uses the name of your template's build block, or you can set the bucket_name argument in an hcp_packer_registry block.",
);

const severalBuilds = error(
  'hcp-several-build-blocks',
  'Multiple build blocks',
  'For HCP Packer Registry enabled builds, only one build block can be defined. Please remove any additional build block(s). If this build is not meant for the HCP Packer registry please clear any HCP_PACKER_* environment variables.',
);

/** Packer has no place for these two and shows this one. */
const nowhere: Range = {
  filename: '',
  start: { line: 0, column: 0, byte: 0 },
  end: { line: 0, column: 0, byte: 0 },
};

const advice =
  'Starting with Packer 1.12.1, it is recommended to move it to the top-level configuration instead of within a build block.';

const registryInBuild: Diagnostic = {
  severity: 'warning',
  code: 'hcp-registry-in-build',
  summary: 'Build block level hcp_packer_registry are deprecated',
  detail: advice,
  subject: nowhere,
};

const severalRegistries: Diagnostic = {
  ...error(
    'hcp-several-registries',
    'Multiple HCP Packer registry block declaration',
    `Multiple hcp_packer_registry blocks have been found, only one can be defined in HCL2 templates. ${advice}`,
  ),
  subject: nowhere,
};

const notBuilt = error(
  'hcp-not-supported',
  'HCP Packer is not supported',
  'This template or its environment asks for builds to be published to HCP Packer, which tspacker does not do yet. To build without publishing, set the environment variable HCP_PACKER_REGISTRY=off.',
);

/**
 * What is wrong with tracking this template on HCP Packer; nothing where tracking is off. Publishing
 * itself does not exist here, and building silently without it would be worse than saying so.
 */
export async function checkHcpRegistry(
  template: ResolvedTemplate,
  world: World,
): Promise<readonly Diagnostic[]> {
  if (!isActive(template, world)) return [];
  if (template.legacy === undefined && template.builds.length > 1) return [severalBuilds];
  const ofTemplate = template.registries.find(({ inBuild }) => !inBuild);
  const ofBuild = template.registries.find(({ inBuild }) => inBuild);
  const warnings = ofBuild === undefined ? [] : [registryInBuild];
  if (ofTemplate !== undefined && ofBuild !== undefined) return [...warnings, severalRegistries];
  const problems: Diagnostic[] = [];
  if (!(await hasCredentials(world))) problems.push(noCredentials);
  // A registry of its own block does not take the name of the build.
  const named =
    world.environment.variables.HCP_PACKER_BUCKET_NAME ||
    (ofTemplate ?? ofBuild)?.bucketName ||
    (ofTemplate === undefined && template.legacy === undefined && template.builds[0]?.name);
  if (!named) problems.push(noBucket);
  return [...warnings, ...(problems.length > 0 ? problems : [notBuilt])];
}
