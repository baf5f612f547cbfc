// The fields of a record's form: every column that an import of its kind reads, in the order in
// which a person thinks of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/visit.h"
#include "temgoc/markup/view.h"
#include "temgoc/records/record_editing.h"

namespace temgoc {

enum class FieldLook { line, text, yes, choice };

struct RecordField {
  std::string_view column;
  FieldLook look = FieldLook::line;
  bool on_label = false;  // a label or the law needs it
};

struct RecordFieldGroup {
  std::string_view name;  // of its words: console.group.<name>
  bool folded = false;    // closed until somebody opens it
  std::vector<RecordField> fields;
};

const std::vector<RecordFieldGroup>& record_fields(ImportKind kind);
// What people call a column.
std::string column_words(const Visit& visit, ImportKind kind, std::string_view column);
bool is_yes_column(std::string_view column);  // a box to tick
bool is_required(ImportKind kind, std::string_view column);

// "products" in an address. Nothing for lots, which are no records.
std::optional<ImportKind> kind_in_address(const std::string& text);
std::string records_href(ImportKind kind);
std::string record_href(ImportKind kind, std::string_view id);

std::string text_in(const RecordTexts& texts, std::string_view column);

// What a form's page shows, field by field.
struct RecordFormState {
  ImportKind kind = ImportKind::products;
  std::string id = {};             // empty: a new one
  RecordTexts shown = {};          // in the fields
  RecordTexts standing = {};       // on record
  std::vector<Error> errors = {};  // by column
  bool tells_standing = false;     // beside a field that says something else
};
// One of its fields, for record_field.html.
View record_field_view(const Visit& visit, const RecordFormState& state, const RecordField& field);
void put_fields(const Visit& visit, View& view, const RecordFormState& state);

}  // namespace temgoc
