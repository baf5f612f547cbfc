// The table of shapes: what every request of the API may hold, and what every answer does.
#include "console/api/shape_tables.h"
#include "temgoc/import/import.h"

namespace temgoc {

using namespace shape_words;

namespace {

void add_faults(std::vector<Shape>& all) {
  all.push_back({"Fault",
                 {{"code"},
                  {"message"},
                  or_none("hint"),
                  or_none("field"),
                  or_none("value"),
                  or_none("row", kWhole),
                  or_none("column", kWhole)}});
  all.push_back({"Problem",
                 {{"type"},
                  {"title"},
                  {"status", kWhole},
                  {"detail"},
                  {"instance"},
                  {"code"},
                  or_none("hint"),
                  or_none("field"),
                  or_none("value"),
                  {"args", Kind::object},
                  has_list("errors", "Fault")}});
}

void add_records(std::vector<Shape>& all) {
  for (const auto& [kind, name] : {std::pair{ImportKind::cooperatives, "Cooperative"},
                                   {ImportKind::places, "Place"},
                                   {ImportKind::products, "Product"},
                                   {ImportKind::certifications, "Certification"}}) {
    static std::vector<std::string> names;  // that members point into
    names.reserve(8);
    const std::string& columns = names.emplace_back(std::string(name) + "Columns");
    Shape shape{columns, {}};
    for (const ImportColumn& column : import_columns(kind))
      shape.members.push_back({column.name, Kind::cell, kMay});
    all.push_back(std::move(shape));
    all.push_back(
        {name, {{"id"}, {"cooperative"}, has("columns", columns), {"record", Kind::object}}});
  }
  all.push_back({"Version", {{"at"}, {"record", Kind::object}}});
}

void add_the_rest(std::vector<Shape>& all) {
  all.push_back({"Printer",
                 {{"printer"},
                  {"name"},
                  {"language"},
                  {"dpi", kWhole},
                  or_none("speed", kWhole),
                  or_none("darkness", kWhole),
                  or_none("head_mm", kNumber)}});
  all.push_back({"Template",
                 {{"template"},
                  {"name"},
                  {"codes", Kind::texts},
                  {"languages", Kind::texts},
                  {"label_mm", Kind::numbers},
                  {"page_mm", Kind::numbers},
                  {"labels_a_page", kWhole},
                  {"dpi", kWhole},
                  {"sha256"}}});
  add_template_shapes(all);
  all.push_back({"Actor", {{"id"}, {"name"}, {"role"}, {"channel"}}});
  all.push_back({"Act",
                 {{"id", kWhole},
                  {"at"},
                  {"kind"},
                  {"args", Kind::object},
                  {"text"},
                  or_none("cooperative"),
                  has("actor", "Actor")}});
  all.push_back({"LabelText", {{"text"}}});
  all.push_back({"Verdict",
                 {{"ok", kYesNo},
                  {"verdict"},
                  or_none("reason"),
                  {"also", Kind::objects},
                  {"headline"},
                  {"proof"},
                  or_none("basis"),
                  or_none("realm"),
                  {"also_claimed_by", Kind::texts},
                  or_none("as_of"),
                  or_none("offline", Kind::object),
                  or_none("cooperative", Kind::object),
                  or_none("product", Kind::object),
                  or_none("lot", Kind::object),
                  or_none("certifications", Kind::objects),
                  or_none("claimed", Kind::object),
                  or_none("named_product", Kind::object),
                  {"checks", Kind::object}}});
  all.push_back({"Checkpoint", {{"origin"}, {"size", kWhole}, {"root"}, {"note"}}});
  all.push_back({"Token",
                 {{"id"},
                  {"name"},
                  {"role"},
                  or_none("cooperative"),
                  {"networks", Kind::texts},
                  {"expires_at"}}});
}

// A page of each kind of thing that is listed.
void add_pages(std::vector<Shape>& all) {
  static std::vector<std::string> names;
  names.reserve(32);
  for (const char* item : {"Cooperative", "Place", "Product", "Certification", "Version", "Lot",
                           "TemplateVersion", "Job", "Roll", "Printer", "Template", "Act", "Report",
                           "IssuerKey", "Bundle", "Backup", "Event", "Partner", "Evidence"}) {
    const std::string& name = names.emplace_back(item);
    all.push_back({name + "Page", {has_list("items", name), or_none("next")}});
  }
}

std::vector<Shape> made() {
  std::vector<Shape> all;
  add_faults(all);
  add_records(all);
  add_lot_shapes(all);
  add_print_shapes(all);
  add_roll_shapes(all);
  add_the_rest(all);
  add_scan_shapes(all);
  add_programme_shapes(all);
  add_event_shapes(all);
  add_trace_shapes(all);
  add_evidence_shapes(all);
  add_rating_shapes(all);
  add_issuer_key_shapes(all);
  add_trust_shapes(all);
  add_upkeep_shapes(all);
  add_pages(all);
  return all;
}

}  // namespace

const std::vector<Shape>& all_shapes() {
  static const std::vector<Shape> all = made();
  return all;
}

}  // namespace temgoc
