import type { Diagnostic, Range } from '../source/index.ts';
import type { Attribute } from '../syntax/index.ts';
import { quote } from '../values/index.ts';

/** A variable file of unknown syntax. */
export function unguessableFormat(path: string): Diagnostic {
  return {
    severity: 'error',
    code: 'unguessable-format',
    summary: `Could not guess format of ${path}`,
    detail: 'A var file must be suffixed with `.hcl` or `.json`.',
  };
}

/** A value of the wrong type, from the environment or a file. */
export function incompatibleValue(name: string, reason: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'incompatible-variable-value',
    summary: 'Invalid value for variable',
    detail: `The value for ${name} is not compatible with the variable's type constraint: ${reason}.`,
    subject,
  };
}

/** A value of the wrong type, from the command line. */
export function incompatibleArgument(name: string, reason: string): Diagnostic {
  return {
    severity: 'error',
    code: 'incompatible-variable-value',
    summary: 'Invalid argument value for -var variable',
    detail:
      `The received arg value for ${name} is not compatible with the variable's type constraint: ` +
      `${reason}.`,
  };
}

/** A value on the command line for a variable nobody declared. */
export function undeclaredArgument(name: string): Diagnostic {
  return {
    severity: 'error',
    code: 'undeclared-variable',
    summary: 'Undefined -var variable',
    detail:
      `A ${quote(name)} variable was passed in the command line but was not found in known ` +
      `variables. To declare variable ${quote(name)}, place this block in one of your .pkr files, ` +
      'such as variables.pkr.hcl',
  };
}

/** A value in a file for a variable nobody declared. */
export function undeclaredInFile({ name, range }: Attribute): Diagnostic {
  return {
    severity: 'warning',
    code: 'undeclared-variable',
    summary: 'Undefined variable',
    detail:
      `The variable ${quote(name)} was set but was not declared as an input variable.\n` +
      `To declare variable ${quote(name)} place this block in one of your .pkr.hcl files, ` +
      'such as variables.pkr.hcl\n\n' +
      `variable ${quote(name)} {\n  type    = string\n  default = null\n}`,
    context: range,
  };
}

/** A declaration where values belong. */
export function variableBlockInFile(name: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'variable-declared-in-variable-file',
    summary: 'Variable declaration in a .pkrvar file',
    detail:
      'A .pkrvar file is used to assign values to variables that have already been declared in ' +
      `.pkr files, not to declare new variables. To declare variable ${quote(name)}, place this ` +
      'block in one of your .pkr files, such as variables.pkr.hcl\n\n' +
      `To set a value for this variable in ${subject.filename}, use the definition syntax ` +
      `instead:\n    ${name} = <value>`,
    subject,
  };
}
