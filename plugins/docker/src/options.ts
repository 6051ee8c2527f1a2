import * as z from 'zod/mini';

/** Text; absent is empty. */
export const text = () => z._default(z.string(), '');
/** True or false; absent is false. */
export const flag = () => z._default(z.boolean(), false);
/** Any number of texts. */
export const texts = () => z._default(z.array(z.string()), []);
/** Texts by name. */
export const textMap = () => z._default(z.record(z.string(), z.string()), {});

/** The executable of the docker command line. */
export const dockerOptions = { docker_path: z._default(z.string(), 'docker') };

/** Credentials of Amazon's registry. */
export const awsOptions = {
  aws_access_key: text(),
  aws_secret_key: text(),
  aws_token: text(),
  aws_profile: text(),
  aws_force_use_public_ecr: flag(),
};

/** How to log in to a registry. */
export const loginOptions = {
  login: flag(),
  login_username: text(),
  login_password: text(),
  login_server: text(),
  ecr_login: flag(),
  ...awsOptions,
};

const loginShape = z.object(loginOptions);

/** What the options of a login say. */
export type LoginConfig = z.infer<typeof loginShape>;
