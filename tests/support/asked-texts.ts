import { relative } from 'node:path';
import ts from 'typescript';

/** A text that a file asks for; a path that ends in an area or a part of one stands for everything below it. */
export interface Asked {
  readonly path: string;
  readonly file: string;
}

const TEXTS = /\/src\/i18n\/es\/(\w+)\.json$/;
const OURS = /\/src\/(?!i18n\/)(?!.*\.(?:test|fixture|model)\.).*\.tsx?$/;

/** The source as the compiler understands it, without tests. */
export class Sources {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly files: readonly ts.SourceFile[];

  constructor() {
    const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
    const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
    const ours = fileNames.filter((name) => OURS.test(name) || name.endsWith('/src/i18n/messages.ts'));
    this.#program = ts.createProgram(ours, { ...options, incremental: false });
    this.#checker = this.#program.getTypeChecker();
    this.files = this.#program.getSourceFiles().filter(({ fileName }) => OURS.test(fileName));
  }

  /**
   * Every text that the source asks for: the keys that a translator is called with, whatever expression makes them, and the properties of
   * message objects that are read. Throws where the type of a key does not say which texts it can be.
   */
  asked(): Asked[] {
    return this.files.flatMap((source) => {
      const file = relative(process.cwd(), source.fileName);
      const paths: string[] = [];
      const visit = (node: ts.Node) => {
        if (ts.isCallExpression(node)) paths.push(...this.#calledWith(node, file));
        else if (ts.isBindingElement(node)) paths.push(...this.#unpacked(node));
        else if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
          paths.push(...this.#read(node));
        ts.forEachChild(node, visit);
      };
      visit(source);
      return paths.map((path) => ({ path, file }));
    });
  }

  /** Of `t(key)`, `t.has(key)` and their like. */
  #calledWith(call: ts.CallExpression, file: string): string[] {
    const { expression } = call;
    const namespace =
      this.#namespaceOf(expression) ??
      (ts.isPropertyAccessExpression(expression) ? this.#namespaceOf(expression.expression) : undefined);
    const key = this.#checker.getResolvedSignature(call)?.parameters[0];
    if (namespace === undefined || !key) return [];
    const keys = literalsOf(this.#checker.getTypeOfSymbolAtLocation(key, call));
    if (!keys) throw new Error(`${file}: ${call.getText()}: its key can be anything`);
    return keys.map((one) => `${namespace}.${one}`);
  }

  /** The area of a translator; undefined for anything else. */
  #namespaceOf(expression: ts.Expression): string | undefined {
    const { aliasSymbol, aliasTypeArguments } = this.#checker.getTypeAtLocation(expression);
    const namespace = aliasTypeArguments?.[1];
    return aliasSymbol?.name === 'Translator' && namespace?.isStringLiteral() ? namespace.value : undefined;
  }

  /** `messages.a.b` and `messages.a[key]`; of an object that is handed on, everything in it. */
  #read(access: ts.PropertyAccessExpression | ts.ElementAccessExpression): string[] {
    const { parent } = access;
    const names = ts.isPropertyAccessExpression(access)
      ? [access.name.text]
      : literalsOf(this.#checker.getTypeAtLocation(access.argumentExpression));
    const owner = this.#checker.getTypeAtLocation(access.expression);
    const isStep =
      ((ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
        parent.expression === access) ||
      (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name));
    return (names ?? []).flatMap((name) => this.#textAt(owner, name, isStep));
  }

  /** `const { a } = messages`; what is read of an object follows. */
  #unpacked({ parent, propertyName, name }: ts.BindingElement): string[] {
    if (!ts.isObjectBindingPattern(parent)) return [];
    const key = propertyName ?? name;
    return ts.isIdentifier(key) ? this.#textAt(this.#checker.getTypeAtLocation(parent), key.text, true) : [];
  }

  #textAt(owner: ts.Type, name: string, isStep: boolean): string[] {
    const declared = this.#checker.getPropertyOfType(owner, name)?.declarations?.find(ts.isPropertyAssignment);
    const area = declared && TEXTS.exec(declared.getSourceFile().fileName)?.[1];
    if (!declared || area === undefined || (isStep && ts.isObjectLiteralExpression(declared.initializer))) return [];
    const steps: string[] = [];
    for (let node: ts.Node = declared; !ts.isSourceFile(node); node = node.parent)
      if (ts.isPropertyAssignment(node) && ts.isStringLiteral(node.name)) steps.unshift(node.name.text);
    return [[area, ...steps].join('.')];
  }
}

function literalsOf(type: ts.Type): string[] | null {
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((part) => part.isStringLiteral()) ? parts.map((part) => part.value) : null;
}
