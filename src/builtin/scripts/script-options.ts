import { numbers, text, textMap, texts } from '../options.ts';

/** The options that everything has that runs scripts (components 2.0). */
export const scriptOptions = {
  inline: texts(),
  script: text(),
  scripts: texts(),
  valid_exit_codes: numbers(),
  environment_vars: texts(),
  env: textMap(),
  env_var_format: text(),
};
