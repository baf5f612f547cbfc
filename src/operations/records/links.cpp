// Adds links and takes them out, each as one fact.
#include "temgoc/records/links.h"

#include <optional>

namespace temgoc {
namespace {

// Whose affair a link is; empty where its key is no product's.
std::string cooperative_of(const Registry& registry, const LinkSubject& subject) {
  const auto gtin = Gtin::parse(subject.value);
  if (subject.ai != "01" || !gtin) return {};
  const auto product = registry.product(*gtin);
  return product ? product->cooperative_id : std::string();
}

Result<Link> recorded(Workplace& workplace, const char* act,
                      const std::function<Result<Link>()>& change) {
  std::optional<Link> changed;
  auto done = workplace.record([&]() -> Result<RecordedAct> {
    auto link = change();
    if (!link) return link.error();
    changed = *std::move(link);
    return RecordedAct{act,
                       {{"link", std::to_string(changed->id)}},
                       cooperative_of(workplace.registry(), changed->subject)};
  });
  if (!done) return done.error();
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return *changed;
}

}  // namespace

Result<Link> add_link(Workplace& workplace, const Link& link) {
  return recorded(workplace, "link",
                  [&] { return workplace.registry().add_link(link, workplace.now()); });
}

Result<Link> remove_link(Workplace& workplace, std::int64_t id) {
  return recorded(workplace, "link_removed",
                  [&] { return workplace.registry().remove_link(id, workplace.now()); });
}

}  // namespace temgoc
