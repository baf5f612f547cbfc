// What is not as its document says is refused by a code of docs/errors.md, and nothing of it is used.
export class Refused extends Error {
  constructor(code, args = {}) {
    super(Object.keys(args).length > 0 ? `${code} ${JSON.stringify(args)}` : code);
    this.code = code;
    this.args = args;
  }
}
export const refuse = (code, args) => { throw new Refused(code, args); };
export const isRefusal = (error) => error instanceof Refused;
