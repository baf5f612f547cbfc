// Saved versions of label templates.
#include "temgoc/registry/template_book.h"

#include "engine.h"

namespace temgoc {

using sql::Statement;

namespace {

using Origin = TemplateVersion::Origin;

TemplateVersion version_row(const Statement& row) {
  return {.number = static_cast<unsigned>(row.integer(0)),
          .origin = row.text(1) == "found" ? Origin::found : Origin::saved,
          .sha256 = row.text(2),
          .at = row.instant(3),
          .actor = {row.text(4), row.text(5), row.text(6),
                    channel_from(row.text(7)).value_or(Channel::command)}};
}

}  // namespace

std::vector<TemplateVersion> TemplateBook::versions(std::string_view template_id,
                                                    unsigned limit) const {
  Statement rows = engine_->database->query(
      "SELECT number, origin, sha256, at, actor_id, actor_name, actor_role, channel "
      "FROM template_version WHERE template = ? ORDER BY number DESC LIMIT ?",
      template_id, limit);
  std::vector<TemplateVersion> found;
  while (rows.step()) found.push_back(version_row(rows));
  return found;
}

std::optional<TemplateVersion> TemplateBook::newest(std::string_view template_id) const {
  auto found = versions(template_id, 1);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<std::string> TemplateBook::text(std::string_view template_id, unsigned number) const {
  Statement row = engine_->database->query(
      "SELECT body FROM template_version WHERE template = ? AND number = ?", template_id, number);
  if (!row.step()) return std::nullopt;
  return row.text(0);
}

unsigned TemplateBook::add(std::string_view template_id, std::string_view toml,
                           const TemplateVersion& version) {
  const auto last = newest(template_id);
  const unsigned number = last ? last->number + 1 : 1;
  engine_->database->run(
      "INSERT INTO template_version (template, number, origin, sha256, body, at, actor_id, "
      "actor_name, actor_role, channel) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      template_id, number, version.origin == Origin::found ? "found" : "saved", version.sha256,
      toml, version.at, version.actor.id, version.actor.name, version.actor.role,
      to_text(version.actor.channel));
  return number;
}

}  // namespace temgoc
