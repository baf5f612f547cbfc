#include "schema_check.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "temgoc/label/label.h"
#include "template_faults.h"

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

// The value at that place; null where there is none.
Json value_at(const Json& value, const std::vector<std::string>& context) {
  const Json* here = &value;
  for (const std::string& step : context) {
    if (step.size() <= 2 || step.front() != '[') continue;
    const std::string name = step.substr(1, step.size() - 2);
    const bool is_index = name.find_first_not_of("0123456789") == std::string::npos;
    const std::size_t index = here->is_array() && is_index ? std::stoul(name) : 0;
    if (here->is_object() && here->contains(name))
      here = &here->at(name);
    else if (here->is_array() && index < here->size())
      here = &here->at(index);
    else
      return {};
  }
  return *here;
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
  const SchemaFault fault = schema_fault(deepest.description, value_at(value, deepest.context));
  return Error{.code = "template_schema",
               .field = pointer(deepest.context),
               .args = {{"reason", fault.reason}, {"detail", fault.detail}}};
}

}  // namespace temgoc
