// Signs the next trust list with the root keys at hand, and puts it in force.
#include "temgoc/base/files.h"
#include "temgoc/keys/bundle_key.h"
#include "temgoc/keys/root_ceremony.h"
#include "temgoc/keys/sign_trust_list.h"
#include "temgoc/workplace/root_keys.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

Result<TrustList> sign_trust_list(Workplace& workplace, const std::filesystem::path& root_keys,
                                  std::string_view passphrase) {
  const RootSet& roots = workplace.signing_roots();
  std::vector<RootKeyFile> keys;
  for (const auto& path : find_root_keys(root_keys, roots)) keys.push_back({path, passphrase});
  if (keys.size() < roots.threshold) {
    return Error{
        "root_key_missing",
        "root_keys",
        root_keys.string(),
        {},
        {{"have", std::to_string(keys.size())}, {"need", std::to_string(roots.threshold)}}};
  }
  auto ceremony = sign_together(workplace, RootPaper::trust_list, keys, {}, Draft::anew);
  if (!ceremony) return ceremony.error();
  return std::get<TrustList>(ceremony->content);
}

}  // namespace temgoc
