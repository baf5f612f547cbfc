// Opens settings, registry and trust list, and reads the list again when its file changes.
#include "temgoc/workplace/site.h"

#include "temgoc/base/file_stamp.h"
#include "temgoc/workplace/public_files.h"
#include "temgoc/workplace/public_trust.h"
#include "workplace/registry_of.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::seconds kLookAgain{1};

std::string trust_stamp(const fs::path& folder) {
  return file_stamp(folder / "trust" / "trust_list") + '/' + file_stamp(folder / "trust" / "roots");
}

}  // namespace

Site::Site(fs::path folder, Settings settings, Registry registry, Clock clock, ReadFrom from)
    : folder_(std::move(folder)),
      settings_(std::move(settings)),
      registry_(std::move(registry)),
      looked_at_(clock()),
      clock_(std::move(clock)),
      from_(std::move(from)) {}

// None: what is read is the registry itself.
std::optional<Instant> Site::believed_until() const {
  if (!from_.age || !registry_.is_replica()) return std::nullopt;
  return from_.age->as_of() + from_.most_lag;
}

bool Site::is_behind() const {
  if (use_) return clock_() > use_->bundle.manifest().grace_until;
  const auto until = believed_until();
  return until && clock_() > *until;
}

void Site::take(PublicTrust trust, std::string stamp) {
  roots_ = std::move(trust.roots.set);
  roots_note_ = std::move(trust.roots.note);
  trust_ = std::make_shared<const Trust>(std::move(trust.trust));
  trust_note_ = std::move(trust.list_note);
  trust_fault_ = std::move(trust.list_file_fault);
  trust_stamp_ = std::move(stamp);
}

Result<Site> Site::open(const fs::path& folder, Clock clock, ReadFrom from) {
  auto settings = Settings::read(folder);
  if (!settings) return settings.error();
  auto registry = Registry::open_read_only(from.registry.empty() ? registry_of(folder, *settings)
                                                                 : from.registry);
  if (!registry) return registry.error();
  if (auto hosts = check_hosts(*settings, *registry); !hosts) return hosts.error();
  // Before the list is read: one that comes in between is read once more, never missed.
  std::string stamp = trust_stamp(folder);
  auto trust = read_public_trust(folder, *settings, *registry);
  if (!trust) return trust.error();
  Site site(folder, std::move(*settings), std::move(*registry), std::move(clock), std::move(from));
  site.take(*std::move(trust), std::move(stamp));
  return site;
}

Result<Site> Site::open_on(const fs::path& folder, Clock clock,
                           std::shared_ptr<const BundleInUse> use) {
  auto settings = Settings::read(folder);
  if (!settings) return settings.error();
  auto records = Registry::open_read_only(use->records);
  if (!records) return records.error();
  Site site(folder, std::move(*settings), std::move(*records), std::move(clock), {});
  site.roots_ = use->roots;
  site.roots_note_ = use->roots_note;
  site.trust_ = std::make_shared<const Trust>(use->trust);
  site.trust_note_ = use->trust_note;
  site.use_ = std::move(use);
  return site;
}

LotFacts Site::facts(bool test, const Gtin& gtin, const LotCode& lot) const {
  if (use_) return use_->bundle.facts(test, gtin, lot, {});
  const std::string realm = settings_.realm + (test ? std::string(kTestRealmSuffix) : "");
  return registry_.facts(realm, gtin, lot, {}, clock_());
}

std::vector<Recall> Site::recalls(const Product& product) const {
  if (!use_) return registry_.recalls(product);
  std::vector<Recall> found;
  use_->bundle.each_recall(
      [&](const Recall& recall, const std::string& subject, Instant, bool test) {
        const bool hit =
            (recall.scope == Recall::Scope::product && subject == product.id) ||
            (recall.scope == Recall::Scope::cooperative && subject == product.cooperative_id);
        if (hit && !test) found.push_back(recall);
      });
  return found;
}

Instant Site::known_until() const {
  if (use_) return use_->bundle.manifest().made_at;
  return from_.age && registry_.is_replica() ? from_.age->as_of() : clock_();
}

std::string Site::host() const {
  return settings_.hosts.empty() ? std::string(kTestHost) : settings_.hosts.front();
}

CheckContext Site::check_context() const {
  const Instant now = clock_();
  if (use_) return {*trust_, facts_from(use_->bundle), now, vietnam_day(now), settings_.copies};
  FactSource facts = registry_facts(registry_, settings_, now);
  facts.valid_until = believed_until();
  return {*trust_, std::move(facts), now, vietnam_day(now), settings_.copies};
}

void Site::refresh() {
  if (use_) return;  // whoever holds the bundles looks at the papers too
  const Instant moment = clock_();
  // A clock that was put back is no reason to wait for it.
  if (moment >= looked_at_ && moment - looked_at_ < kLookAgain) return;
  looked_at_ = moment;
  std::string stamp = trust_stamp(folder_);
  if (stamp == trust_stamp_) {
    trust_fault_.reset();  // what was wrong for a while is the file in force again
    return;
  }
  auto next = read_public_trust(folder_, settings_, registry_);
  if (!next) {
    trust_fault_ = next.error();
    return;
  }
  // A list that is no successor is not taken; the one in force goes on until it expires.
  if (next->roots.set.version < roots_.version) {
    trust_fault_ = Error{"roots_rolled_back",
                         "version",
                         std::to_string(next->roots.set.version),
                         {},
                         {{"seen", std::to_string(roots_.version)}}};
    return;
  }
  if (auto progress =
          check_progress(SeenVersion{trust_->list().version, trust_->digest()}, next->trust);
      !progress) {
    trust_fault_ = progress.error();
    return;
  }
  take(*std::move(next), std::move(stamp));
}

}  // namespace temgoc
