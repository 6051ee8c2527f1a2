import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { LoginConfig } from '../options.ts';

/** What signs a request to Amazon. */
export interface AwsCredentials {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Empty for long-lived keys. */
  readonly token: string;
}

/** Credentials of the options, of the environment, or of the shared file, in this order. */
export async function awsCredentials(config: LoginConfig): Promise<AwsCredentials> {
  const { env } = process;
  if (config.aws_access_key !== '')
    return {
      accessKey: config.aws_access_key,
      secretKey: config.aws_secret_key,
      token: config.aws_token,
    };
  if (config.aws_profile === '' && env.AWS_ACCESS_KEY_ID)
    return {
      accessKey: env.AWS_ACCESS_KEY_ID,
      secretKey: env.AWS_SECRET_ACCESS_KEY ?? '',
      token: env.AWS_SESSION_TOKEN ?? '',
    };
  const profile = config.aws_profile || env.AWS_PROFILE || 'default';
  const path = env.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), '.aws', 'credentials');
  const found = profileOf(await readFile(path, 'utf8').catch(() => ''), profile);
  if (found.aws_access_key_id === undefined)
    throw new Error(`no credentials of AWS profile ${JSON.stringify(profile)} in ${path}`);
  return {
    accessKey: found.aws_access_key_id,
    secretKey: found.aws_secret_access_key ?? '',
    token: found.aws_session_token ?? '',
  };
}

/** The settings of one profile of a credentials file. */
export function profileOf(text: string, profile: string): Readonly<Record<string, string>> {
  const settings: Record<string, string> = {};
  let current = '';
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\s*\[\s*(.+?)\s*\]/.exec(line)?.[1];
    if (heading !== undefined) current = heading;
    const [, name, value] = /^\s*([^#;=\s]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (current === profile && name !== undefined) settings[name] = value ?? '';
  }
  return settings;
}
