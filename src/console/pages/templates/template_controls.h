// The controls of a template's form, made of the keys that its file may have.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "console/pages/templates/placed_faults.h"
#include "console/pages/templates/template_form.h"

namespace temgoc {

// `form`, `value` and `faults` must outlive it.
class TemplateControls {
 public:
  TemplateControls(const Visit& visit, const TemplateForm& form, const Json& value,
                   const std::vector<PlacedFault>& faults);

  // Those of a part that `wanted` lets through, in the schema's order.
  View of_part(TemplatePart part, std::size_t nth,
               const std::function<bool(const TemplateKey&)>& wanted) const;
  View style_name(std::size_t nth, const std::string& name) const;

 private:
  View control(const std::string& name, std::string title, std::string value) const;
  void add(View& list, TemplatePart part, const TemplateKey& key, const std::string& name,
           const Json* object) const;
  void add_one(View& list, TemplatePart part, const TemplateKey& key, const std::string& name,
               const std::string& title, const Json& value) const;
  void put_options(View& item, const TemplateKey& key, const std::string& shown) const;
  std::string choice_title(const std::string& value) const;
  void add_names(View& list, const std::string& name, const std::string& title,
                 const Json& value) const;
  void add_choices(View& list, const TemplateKey& key, const std::string& name,
                   const std::string& title, const Json& value) const;
  void add_fields(View& list, const std::string& name, const std::string& title,
                  const Json& value) const;
  void add_words(View& list, const TemplateKey& key, const std::string& name,
                 const std::string& title, const Json& value) const;

  const Visit& visit_;
  const TemplateForm& form_;
  const Json& value_;
  const std::vector<PlacedFault>& faults_;
  std::vector<std::string> languages_;
};

}  // namespace temgoc
