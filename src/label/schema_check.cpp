// Validates with valijson, and reports the fault that lies deepest.
#include "schema_check.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "temgoc/label/label.h"

namespace temgoc {
namespace {

// valijson reads the unordered kind of value alone.
using PlainJson = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

// A schema can be neither copied nor moved.
struct Published {
  valijson::Schema schema;
  Published() {
    const PlainJson text = PlainJson::parse(template_schema());
    valijson::SchemaParser().populateSchema(Adapter(text), schema);
  }
};

// valijson names a place as "<root>", "[box]", "[0]".
std::string pointer(const std::vector<std::string>& context) {
  std::string path;
  for (const std::string& step : context)
    if (step.size() > 2 && step.front() == '[') path += "/" + step.substr(1, step.size() - 2);
  return path.empty() ? "/" : path;
}

}  // namespace

Result<void> check_schema(const Json& value) {
  static const Published published;
  const PlainJson plain = PlainJson::parse(value.dump());
  valijson::ValidationResults results;
  if (valijson::Validator().validate(published.schema, Adapter(plain), &results)) return {};
  valijson::ValidationResults::Error deepest, next;
  while (results.popError(next))
    if (next.context.size() > deepest.context.size()) deepest = next;
  return Error{.code = "template_schema",
               .field = pointer(deepest.context),
               .args = {{"reason", "value"}, {"detail", deepest.description}}};
}

}  // namespace temgoc
