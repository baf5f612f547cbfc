// validate.mjs SHAPES CONTEXT FILE…: EPCIS documents against GS1's SHACL shapes. A line for each fault.
// Ends with 1 where there is one, with 77 (skipped) where the shapes, the context or a package is not at hand.
import { existsSync, readFileSync } from 'node:fs';

const [shapesFile, contextFile, ...files] = process.argv.slice(2);
for (const each of [shapesFile, contextFile]) {
  if (!existsSync(each)) {
    console.log('skipped: not at hand:', each);
    process.exit(77);
  }
}
let jsonld, N3, SHACLValidator, rdf;
try {
  jsonld = (await import('jsonld')).default;
  N3 = await import('n3');
  SHACLValidator = (await import('rdf-validate-shacl')).default;
  rdf = (await import('@zazuko/env')).default;
} catch (missing) {
  console.log('skipped:', missing.message);
  process.exit(77);
}

// Nothing is fetched: the context of EPCIS lies here, and no other may be named.
const context = JSON.parse(readFileSync(contextFile, 'utf8'));
const documentLoader = async (url) => {
  if (!url.endsWith('epcis-context.jsonld')) throw new Error('a context that is not at hand: ' + url);
  return { contextUrl: null, documentUrl: url, document: context };
};

const datasetOf = (text, format) => rdf.dataset(new N3.Parser({ format }).parse(text));
const validator = new SHACLValidator(datasetOf(readFileSync(shapesFile, 'utf8'), 'text/turtle'), { factory: rdf });

let faults = 0;
for (const file of files) {
  const document = JSON.parse(readFileSync(file, 'utf8'));
  const nquads = await jsonld.toRDF(document, { documentLoader, format: 'application/n-quads' });
  const data = datasetOf(nquads, 'application/n-quads');
  const report = await validator.validate(data);
  if (!report.conforms) {
    for (const each of report.results) {
      ++faults;
      console.log(`${file}: ${each.path?.value ?? ''} ${each.message.map((text) => text.value).join(' ')} ${each.focusNode?.value ?? ''}`);
    }
  }
  console.log(`${file}: ${data.size} statements, ${report.results.length} faults`);
}
process.exit(faults ? 1 : 0);
